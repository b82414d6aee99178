package io.hangup.agent.config;

import io.hangup.protocol.config.ConfigFile;
import io.hangup.protocol.config.Every;
import io.hangup.protocol.config.Loaded;
import io.hangup.protocol.session.HostId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an agent runs, every default filled in. What each key means stands in `docs/operating/agent.md`.
///
/// @param stateDir where the ledger is; must survive a restart of the agent
/// @param runDir where it is noted what the ledger must hold; must not be rolled back with `stateDir`
/// @param trustedKeys PEM file with the controllers' public keys, whose commands are carried out
/// @param operatorKeys PEM file with the operators' public keys, whose approvals count; there need not be one
/// @param hostKey the key that proves what this host says
/// @param executor the process of its own that acts; empty when the agent itself does
/// @param policy what the host's administrator allows; need not exist
/// @param bannerEvery between two questions to one listener
/// @param settingsEvery between two inspections of settings that did not change
/// @param probe whether it may ask quiet peers whether they are there
/// @param probeAfter so long without a word from its peer's kernel a connection looks quiet
/// @param probeAgain after so long a peer that did not answer is asked a second time
public record AgentConfig(
        HostId host,
        Kafka kafka,
        Path stateDir,
        Path runDir,
        Path trustedKeys,
        Path operatorKeys,
        Path hostKey,
        Optional<Executor> executor,
        Path policy,
        Map<String, String> labels,
        Duration scanEvery,
        Duration mergeEvery,
        Duration repeatEvery,
        Duration heartbeatEvery,
        Every bannerEvery,
        Every settingsEvery,
        Probing probe,
        Duration probeAfter,
        Duration probeAgain) {
    /// Where to say now what was said here.
    private static final Map<String, String> RENAMED =
            Map.of("enforce", "what may be done here into policy.yaml, as its key allow (docs/operating/policy.md)");

    public AgentConfig {
        labels = Map.copyOf(labels);
    }

    /// Whether peers are asked.
    public enum Probing {
        ON,
        OFF
    }

    public record Kafka(String bootstrap, String prefix) {}

    /// What only the executor uses of `stateDir` and `runDir` is in folders of its own, which nobody else can write.
    ///
    /// @param socket where it listens
    /// @param restartDir where root answers what is asked of it in `runDir`: a restart of the SSH server
    public record Executor(Path socket, Path stateDir, Path runDir, Path restartDir) {}

    /// Reads the file and fills in what it leaves out.
    ///
    /// @param hostName this machine's own name, for a file that names none
    public static Loaded<AgentConfig> load(Path file, String hostName) {
        return switch (ConfigFile.read(file, AgentFile.class, RENAMED)) {
            case Loaded.Bad<AgentFile>(List<String> problems) -> new Loaded.Bad<>(problems);
            case Loaded.Good<AgentFile>(AgentFile written) -> Resolution.of(file, written, hostName);
        };
    }

    /// The whole of it as YAML, for the log and for `ConfigFile`.
    public String print() {
        return ConfigFile.print(this);
    }
}
