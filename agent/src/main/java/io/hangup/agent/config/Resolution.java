package io.hangup.agent.config;

import io.hangup.protocol.config.Every;
import io.hangup.protocol.config.HumanDuration;
import io.hangup.protocol.config.Loaded;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.SshSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From what was written to what holds: defaults, and the bounds that keep an agent from being a burden or a lie.
final class Resolution {
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final Path file;
    private final List<String> problems = new ArrayList<>();

    private Resolution(Path file) {
        this.file = file;
    }

    static Loaded<AgentConfig> of(Path file, AgentFile written, String hostName) {
        return new Resolution(file).resolve(written, hostName);
    }

    private Loaded<AgentConfig> resolve(AgentFile written, String hostName) {
        Duration scan = duration("scanEvery", written.scanEvery(), Duration.ofSeconds(5), SshSession.WORK_WITHIN);
        Duration merge = duration("mergeEvery", written.mergeEvery(), Duration.ofSeconds(60), Duration.ofMinutes(15));
        Duration repeat = duration("repeatEvery", written.repeatEvery(), Duration.ofMinutes(15), Duration.ofHours(1));
        Duration beat =
                duration("heartbeatEvery", written.heartbeatEvery(), Duration.ofMinutes(1), Duration.ofMinutes(1));
        Every banner = every("bannerEvery", written.bannerEvery(), Duration.ofMinutes(1));
        Every settings = every("settingsEvery", written.settingsEvery(), Duration.ofHours(1));
        Duration probeAfter =
                duration("probeAfter", written.probeAfter(), Duration.ofMinutes(10), Duration.ofHours(24));
        Duration probeAgain = duration("probeAgain", written.probeAgain(), Duration.ofMinutes(2), Duration.ofHours(1));
        Optional<HostId> host = written.host().or(() -> own(hostName));
        if (host.isEmpty() || !problems.isEmpty()) {
            return new Loaded.Bad<>(problems);
        }
        return new Loaded.Good<>(new AgentConfig(
                host.get(),
                new AgentConfig.Kafka(
                        written.kafka().bootstrap(), written.kafka().prefix().orElse("hangup")),
                written.stateDir().orElse(Path.of("/var/lib/hangup-agent")),
                written.runDir().orElse(Path.of("/run/hangup-agent")),
                written.trustedKeys().orElse(Path.of("/etc/hangup/trusted-keys.pem")),
                written.operatorKeys().orElse(Path.of("/etc/hangup/operator-keys.pem")),
                written.hostKey().orElse(Path.of("/etc/hangup/host-key.pem")),
                written.executor()
                        .map(executor -> new AgentConfig.Executor(
                                executor.socket(),
                                executor.stateDir().orElse(Path.of("/var/lib/hangup-executor")),
                                executor.runDir().orElse(Path.of("/run/hangup-executor-ledger")),
                                executor.restartDir().orElse(Path.of("/run/hangup-restart-sshd")))),
                written.policy().orElse(Path.of("/etc/hangup/policy.yaml")),
                written.labels().orElse(Map.of()),
                scan,
                merge,
                repeat,
                beat,
                banner,
                settings,
                written.probe().orElse(AgentConfig.Probing.ON),
                probeAfter,
                probeAgain));
    }

    /// Only ever more seldom than usual: each time costs processes and lines in logs.
    private Every every(String key, Optional<Every> written, Duration usual) {
        Every chosen = written.orElse(Every.of(usual));
        Duration longest = Duration.ofDays(1);
        chosen.period()
                .filter(period -> period.compareTo(usual) < 0 || period.compareTo(longest) > 0)
                .ifPresent(period -> problems.add(file + ": " + key + " is " + HumanDuration.print(period)
                        + "; choose off, or between " + HumanDuration.print(usual) + " and "
                        + HumanDuration.print(longest)));
        return chosen;
    }

    private Duration duration(String key, Optional<Duration> written, Duration usual, Duration longest) {
        Duration chosen = written.orElse(usual);
        if (chosen.compareTo(SHORTEST) < 0 || chosen.compareTo(longest) > 0) {
            problems.add(file + ": " + key + " is " + HumanDuration.print(chosen) + "; choose between "
                    + HumanDuration.print(SHORTEST) + " and " + HumanDuration.print(longest));
        }
        return chosen;
    }

    private Optional<HostId> own(String hostName) {
        try {
            return Optional.of(new HostId(hostName));
        } catch (IllegalArgumentException e) {
            problems.add(file + ": host is not set, and this machine's own name can't be used ('"
                    + hostName.replaceAll("[^ -~]", "?") + "'); set host");
            return Optional.empty();
        }
    }
}
