package io.hangup.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.config.ConfigFile;
import io.hangup.protocol.config.Loaded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    private Path parent;

    private record Kafka(String bootstrap) {}

    private record Controller(
            String listen,
            Kafka kafka,
            Optional<String> rules,
            String signingKey,
            String fleetSecret,
            String operatorKeys,
            String operatorTokenFile) {}

    private record Agent(
            Kafka kafka,
            String stateDir,
            String runDir,
            String trustedKeys,
            String operatorKeys,
            String hostKey,
            Duration scanEvery,
            Duration mergeEvery,
            Duration heartbeatEvery) {}

    @Test
    void readsAsWhatWasMeantWhateverTheFolderIsCalled() throws Exception {
        try (StateFolder state = StateFolder.open(parent.resolve("it's: a # folder"))) {
            String text = Configuration.controller(state, 7070, "127.0.0.1:7071", Optional.of(Path.of("/r'.yaml")));

            Loaded<Controller> read = read(text, Controller.class);

            assertThat(read)
                    .isEqualTo(new Loaded.Good<>(new Controller(
                            "127.0.0.1:7070",
                            new Kafka("127.0.0.1:7071"),
                            Optional.of("/r'.yaml"),
                            state.file("signing-key.pem").toString(),
                            state.file("fleet-secret.pem").toString(),
                            state.file("operator-keys.pem").toString(),
                            state.file("operator.token").toString())));
        }
    }

    @Test
    void leavesTheRulesToTheShippedOnesUnlessAsked() throws Exception {
        try (StateFolder state = StateFolder.open(parent)) {
            String text = Configuration.controller(state, 7070, "127.0.0.1:7071", Optional.empty());

            assertThat(text).contains("#rules:").doesNotContain("\nrules:");
        }
    }

    @Test
    void tellsTheAgentWhomToTrust() throws Exception {
        try (StateFolder state = StateFolder.open(parent)) {
            Loaded<Agent> read = read(Configuration.agent(state, "127.0.0.1:7071"), Agent.class);

            assertThat(read)
                    .isEqualTo(new Loaded.Good<>(new Agent(
                            new Kafka("127.0.0.1:7071"),
                            state.file("agent").toString(),
                            state.file("run").toString(),
                            state.file("trusted-keys.pem").toString(),
                            state.file("operator-keys.pem").toString(),
                            state.file("host-key.pem").toString(),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(10))));
        }
    }

    private <T> Loaded<T> read(String text, Class<T> type) throws Exception {
        return ConfigFile.read(Files.writeString(parent.resolve("written.yaml"), text), type, Map.of());
    }
}
