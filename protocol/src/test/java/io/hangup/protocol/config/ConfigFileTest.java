package io.hangup.protocol.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads every `config.good.*` and `config.bad.*`. A bad one begins with what must be said of it: `#! LINE:COLUMN: …`.
class ConfigFileTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "config");

    private static final Example FULL = new Example(
            Optional.of(new HostId("web-1")),
            new Example.Kafka("kafka-1:9092,kafka-2:9092", Optional.of("cell-7")),
            Optional.of(Path.of("/var/lib/hangup")),
            Optional.of(true),
            Optional.of(Mode.ENFORCE),
            OptionalInt.of(12),
            Optional.of(Duration.ofSeconds(90)),
            Optional.of(new Example.Rate(2, Duration.ofMinutes(10))),
            Optional.of(Map.of("env", "prod", "version", "1.10", "since", "007", "on", "yes")),
            Optional.of(List.of(new Endpoint("127.0.0.1", 7070), new Endpoint("::1", 7070))));

    @TempDir
    private Path folder = Path.of("");

    static List<Path> bad() throws IOException {
        return files("config.bad.");
    }

    static List<Path> good() throws IOException {
        return files("config.good.");
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatIsWrongAndWhere(Path file) throws IOException {
        List<String> expected = Files.readAllLines(file).stream()
                .filter(l -> l.startsWith("#! "))
                .map(l -> file + ":" + l.substring(3))
                .toList();

        Loaded<Example> loaded = ConfigFile.read(file, Example.class, Example.RENAMED);

        assertThat(loaded).isInstanceOf(Loaded.Bad.class);
        assertThat(problems(loaded)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsAGoodFile(Path file) {
        Loaded<Example> loaded = ConfigFile.read(file, Example.class, Example.RENAMED);

        assertThat(problems(loaded)).isEmpty();
    }

    @Test
    void readsEveryKindOfValue() {
        Loaded<Example> loaded =
                ConfigFile.read(FOLDER.resolve("config.good.full.yaml"), Example.class, Example.RENAMED);

        assertThat(loaded).isEqualTo(new Loaded.Good<>(FULL));
    }

    @Test
    void readsWhatItPrinted() {
        String printed = ConfigFile.print(FULL);

        Loaded<Example> loaded = ConfigFile.parse("printed", printed, Example.class, Map.of());

        assertThat(loaded).as(printed).isEqualTo(new Loaded.Good<>(FULL));
    }

    @Test
    void printsForPeople() {
        assertThat(ConfigFile.print(FULL))
                .startsWith("host: web-1\n")
                .contains("stateDir: /var/lib/hangup\n", "scanEvery: 1m30s\n", "budget: 2/10m\n", "mode: enforce\n");
    }

    @Test
    void saysThatAFileIsNotThere() {
        Path file = folder.resolve("agent.yaml");

        assertThat(problems(ConfigFile.read(file, Example.class, Map.of())))
                .containsExactly(file + ": does not exist; create it or name another file");
    }

    @Test
    void saysThatAFileIsAFolder() {
        assertThat(problems(ConfigFile.read(folder, Example.class, Map.of())))
                .containsExactly(folder + ": is a directory; name the file in it");
    }

    @Test
    void saysThatAFileIsNoText() throws IOException {
        Path file = folder.resolve("agent.yaml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(problems(ConfigFile.read(file, Example.class, Map.of())))
                .containsExactly(file + ": is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void refusesAFileThatIsFarTooLong() throws IOException {
        Path file = folder.resolve("agent.yaml");
        Files.writeString(file, "# " + "x".repeat(2 << 20));

        assertThat(problems(ConfigFile.read(file, Example.class, Map.of())))
                .containsExactly(file + ": is longer than 1 MiB, which no configuration is; name another file");
    }

    private static List<Path> files(String beginning) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.getFileName().toString().startsWith(beginning))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> problems(Loaded<?> loaded) {
        return switch (loaded) {
            case Loaded.Good<?> _ -> List.of();
            case Loaded.Bad<?>(List<String> problems) -> problems;
        };
    }
}
