package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.wire.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    @TempDir
    private Path folder;

    @Test
    void writesAKeyAndPrintsThePublicHalf() throws Exception {
        Path file = folder.resolve("key.pem");

        Run run = Run.of(Map.of(), "keys", "new", file.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo(SigningKey.load(file).trusted().pem());
        assertThat(run.err()).contains(SigningKey.load(file).id());
    }

    @Test
    void overwritesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), "mine");

        Run run = Run.of(Map.of(), "keys", "new", file.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(file).hasContent("mine");
    }
}
