package io.hangup.controller.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.config.Loaded;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControllerConfigTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"least", "everything"})
    void aGoodFileResolvesToTheConfigurationBesideIt(String name) {
        Path file = put(fixture("good/" + name + ".yaml"));

        Loaded<ControllerConfig> loaded = ControllerConfig.read(file);

        assertThat(loaded)
                .isInstanceOfSatisfying(
                        Loaded.Good.class,
                        good -> assertThat(((ControllerConfig) good.value())
                                        .print()
                                        .replace(folder.toString(), "/etc/hangup"))
                                .isEqualTo(fixture("good/" + name + ".effective.yaml")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-key", "no-key", "rate", "rate-too-long", "listen", "prefix", "silence"})
    void aBadFileIsRefusedWithTheSentenceInItsFirstLine(String name) {
        String text = fixture("bad/" + name + ".yaml");
        Path file = put(text);

        Loaded<ControllerConfig> loaded = ControllerConfig.read(file);

        String expected = text.lines().findFirst().orElseThrow().substring(2);
        assertThat(loaded)
                .isInstanceOfSatisfying(
                        Loaded.Bad.class,
                        bad -> assertThat(bad.problems().toString()).contains(file.toString(), expected));
    }

    private Path put(String text) {
        try {
            return Files.writeString(folder.resolve("controller.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fixture(String name) {
        try (InputStream file = ControllerConfigTest.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("no fixture " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
