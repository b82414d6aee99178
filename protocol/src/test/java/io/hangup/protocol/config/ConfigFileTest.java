package io.hangup.protocol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
    record Kafka(String bootstrap, Optional<String> prefix) {}

    record Authored(Kafka kafka, Optional<Duration> scanEvery, Optional<Map<String, String>> labels) {}

    @Test
    void readsARecord() {
        String text = "kafka:\n  bootstrap: localhost:9092\nscanEvery: 5s\nlabels: {env: prod, version: 1.10}\n";

        Loaded<Authored> loaded = ConfigFile.parse("agent.yaml", text, Authored.class, Map.of());

        assertThat(loaded)
                .isEqualTo(new Loaded.Good<>(new Authored(
                        new Kafka("localhost:9092", Optional.empty()),
                        Optional.of(Duration.ofSeconds(5)),
                        Optional.of(Map.of("env", "prod", "version", "1.10")))));
    }
}
