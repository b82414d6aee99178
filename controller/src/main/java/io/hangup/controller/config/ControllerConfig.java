package io.hangup.controller.config;

import io.hangup.protocol.config.ConfigFile;
import io.hangup.protocol.config.Loaded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Everything a controller is told, with nothing left open. Holds no secret: keys and tokens are named by their files.
///
/// @param allowedHosts names under which browsers may reach it, besides loopback and the bound address
/// @param rules empty for the shipped ones
/// @param fleetSecret of which the hosts' keys follow
/// @param operatorKeys whose approvals are passed on to hosts; empty when nobody's are
/// @param operatorTokenFile empty when nobody may act by hand
/// @param silentAfter how long a host may say nothing
/// @param findingsKept how long a finding that is over stays
public record ControllerConfig(
        Listen listen,
        List<String> allowedHosts,
        Kafka kafka,
        Optional<Path> rules,
        Path signingKey,
        Path fleetSecret,
        Optional<Path> operatorKeys,
        Optional<Path> operatorTokenFile,
        Duration silentAfter,
        Budget budget,
        Duration findingsKept) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /// Three heartbeats: fewer, and one late heartbeat makes a host silent.
    private static final Duration LEAST_SILENCE = Duration.ofSeconds(5);

    public ControllerConfig {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /// Reads `controller.yaml`. Paths in it count from its own folder.
    public static Loaded<ControllerConfig> read(Path file) {
        return switch (ConfigFile.read(file, ControllerFile.class, ControllerFile.RENAMED)) {
            case Loaded.Bad<ControllerFile>(var problems) -> new Loaded.Bad<>(problems);
            case Loaded.Good<ControllerFile>(var written) -> resolve(file, written);
        };
    }

    /// The configuration that applies, as YAML.
    public String print() {
        return ConfigFile.print(this);
    }

    private static Loaded<ControllerConfig> resolve(Path file, ControllerFile written) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        Optional<ControllerFile.Budget> budget = written.budget();
        ControllerConfig config = new ControllerConfig(
                written.listen().orElse(new Listen("127.0.0.1", 7070)),
                written.allowedHosts().orElse(List.of()),
                new Kafka(written.kafka().bootstrap(), written.kafka().prefix().orElse("hangup")),
                written.rules().map(folder::resolve),
                folder.resolve(written.signingKey()),
                folder.resolve(written.fleetSecret()),
                written.operatorKeys().map(folder::resolve),
                written.operatorTokenFile().map(folder::resolve),
                written.silentAfter().orElse(Duration.ofMinutes(3)),
                new Budget(
                        budget.flatMap(ControllerFile.Budget::perHost).orElse(new Rate(2, Duration.ofMinutes(10))),
                        budget.flatMap(ControllerFile.Budget::fleet).orElse(new Rate(50, Duration.ofMinutes(10)))),
                written.findingsKept().orElse(Duration.ofHours(24)));
        List<String> problems = config.problems(file);
        return problems.isEmpty() ? new Loaded.Good<>(config) : new Loaded.Bad<>(problems);
    }

    private List<String> problems(Path file) {
        List<String> problems = new ArrayList<>();
        if (!PREFIX.matcher(kafka.prefix()).matches()) {
            problems.add(
                    file + ": kafka.prefix: not the beginning of a topic's name; use letters, digits, dot, dash and"
                            + " underscore");
        }
        if (kafka.bootstrap().isBlank() || kafka.bootstrap().indexOf(':') < 0) {
            problems.add(file + ": kafka.bootstrap: no address; write HOST:PORT, several with commas");
        }
        if (silentAfter.compareTo(LEAST_SILENCE) < 0) {
            problems.add(
                    file + ": silentAfter: hosts speak every minute; write a time of several of those, such as 3m");
        }
        if (findingsKept.isZero()) {
            problems.add(file + ": findingsKept: findings would be gone before anyone sees them; write at least 1m");
        }
        return problems;
    }

    /// @param prefix of all topics, so that several fleets can share a cluster
    public record Kafka(String bootstrap, String prefix) {}

    public record Budget(Rate perHost, Rate fleet) {}
}
