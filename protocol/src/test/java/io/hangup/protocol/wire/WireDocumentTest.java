package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// That `docs/design/wire.md` says of each topic what is true.
class WireDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "design", "wire.md");

    @ParameterizedTest
    @EnumSource
    void theTableOfTopicsIsRight(Topic topic) throws IOException {
        List<String> row = Files.readAllLines(DOCUMENT).stream()
                .filter(l -> l.startsWith("| `" + topic.named("hangup") + "` |"))
                .flatMap(l -> Arrays.stream(l.split("\\|")))
                .map(String::strip)
                .toList();

        assertThat(row).as("the row of " + topic).hasSize(10);
        assertThat(row.get(4)).isEqualTo(Integer.toString(topic.partitions()));
        assertThat(row.get(5)).isEqualTo(topic.settings().get("cleanup.policy"));
        assertThat(row.get(6)).isEqualTo(kept(topic));
        assertThat(row.get(7)).isEqualTo(Integer.toString(topic.maxBytes()));
    }

    private static String kept(Topic topic) {
        return switch (topic.settings().getOrDefault("retention.ms", "none")) {
            case "none" -> "the last of each " + (topic == Topic.SNAPSHOTS ? "host" : other(topic));
            case "-1" -> "for ever";
            case "3600000" -> "1 hour";
            case "604800000" -> "7 days";
            default -> "a time that this test does not know";
        };
    }

    private static String other(Topic topic) {
        return topic == Topic.FINDINGS ? "finding" : "key";
    }
}
