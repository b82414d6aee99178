package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTest {
    @BeforeAll
    static void writeTheFilesAnewWhenAsked() throws IOException {
        for (Golden golden : Golden.all()) {
            GoldenFile.text(golden.name(), GoldenFile.pretty(golden.value()));
        }
    }

    static List<Golden> all() {
        return Golden.all();
    }

    static Stream<Golden> onTopics() {
        return all().stream().filter(g -> g.topic().isPresent());
    }

    @ParameterizedTest
    @MethodSource("all")
    void writesWhatTheFileSays(Golden golden) throws IOException {
        String now = GoldenFile.pretty(golden.value());

        String file = GoldenFile.text(golden.name(), now);

        assertThat(now)
                .withFailMessage(() -> GoldenFile.difference(golden.name(), file, now))
                .isEqualTo(file);
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsWhatTheFileSays(Golden golden) throws IOException {
        byte[] file = Files.readAllBytes(GoldenFile.of(golden.name()));

        Object read = Wire.json().readValue(file, golden.type());

        assertThat(read).isEqualTo(golden.value());
    }

    @ParameterizedTest
    @MethodSource("onTopics")
    void readsFromItsTopicWhatItWrote(Golden golden) {
        byte[] value = Wire.encode(golden.value());

        var decoded = decode(golden, value, Wire.SCHEMA);

        assertThat(decoded).isEqualTo(new Decoded.Good<>(golden.value()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsANewerMinorWithFieldsThatItDoesNotKnow(Golden golden) throws IOException {
        JsonNode tree = Wire.json().readTree(GoldenFile.of(golden.name()).toFile());
        addUnknownFields(tree);

        Object read = Wire.json().treeToValue(tree, golden.type());

        assertThat(read).isEqualTo(golden.value());
    }

    @ParameterizedTest
    @MethodSource("onTopics")
    void readsANewerMinorFromItsTopicUnlessItIsACommand(Golden golden) throws IOException {
        JsonNode tree = Wire.json().readTree(GoldenFile.of(golden.name()).toFile());
        addUnknownFields(tree);

        var decoded = decode(golden, tree.toString().getBytes(StandardCharsets.UTF_8), "3.7");

        if (golden.topic().orElseThrow() == Topic.COMMANDS) {
            assertThat(decoded)
                    .isInstanceOfSatisfying(
                            Decoded.Poison.class, p -> assertThat(p.why()).contains("3.7", "or not at all"));
        } else {
            assertThat(decoded).isEqualTo(new Decoded.Good<>(golden.value()));
        }
    }

    @Test
    void refusesACommandWithAFieldThatItDoesNotKnow() throws IOException {
        Golden command = all().stream()
                .filter(golden -> golden.name().equals("command"))
                .findFirst()
                .orElseThrow();
        JsonNode tree = Wire.json().readTree(GoldenFile.of("command").toFile());
        addUnknownFields(tree);

        var decoded = decode(command, tree.toString().getBytes(StandardCharsets.UTF_8), Wire.SCHEMA);

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Poison.class, p -> assertThat(p.why()).contains("addedLater"));
    }

    @ParameterizedTest
    @MethodSource("onTopics")
    void refusesANewerMajor(Golden golden) {
        byte[] value = Wire.encode(golden.value());

        var decoded = decode(golden, value, "4.0");

        assertThat(decoded)
                .isEqualTo(new Decoded.Poison<>("schema 4.0, and this reader knows 3.x: upgrade this reader"));
    }

    @Test
    void everyFileBelongsToAValue() throws IOException {
        List<String> names = Stream.concat(all().stream().map(Golden::name), Stream.of("constants"))
                .sorted()
                .toList();

        try (var files = Files.list(GoldenFile.of("any").getParent())) {
            assertThat(files.map(f -> f.getFileName().toString().replace(".json", ""))
                            .sorted())
                    .isEqualTo(names);
        }
    }

    static Decoded<?> decode(Golden golden, byte[] value, String schema) {
        return Wire.decode(golden.topic().orElseThrow(), golden.value().getClass(), value, schema);
    }

    /// In every object, except `labels`, whose names are the administrator's.
    private static void addUnknownFields(JsonNode node) {
        node.properties().stream()
                .filter(e -> !e.getKey().equals("labels"))
                .forEach(e -> addUnknownFields(e.getValue()));
        if (node instanceof ObjectNode object) {
            object.putObject("addedLater").putArray("and").add(1).add("text").addNull();
        }
        if (node.isArray()) {
            node.forEach(GoldenTest::addUnknownFields);
        }
    }
}
