package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An answer that can't be written, on the real device for it: full(4).
class FullDiskTest {
    @Test
    void saysThatTheAnswerCouldNotBeWritten() throws IOException {
        var err = new ByteArrayOutputStream();
        try (PrintStream full = new PrintStream(new FileOutputStream("/dev/full"), false, StandardCharsets.UTF_8)) {
            var screen = new Screen(
                    InputStream.nullInputStream(), full, new PrintStream(err, true, StandardCharsets.UTF_8), Run.PIPE);

            int exit = Main.run(new Context(screen, Map.of()), InstantSource.fixed(Samples.NOON), "version");

            assertThat(exit).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("could not be written in full");
        }
    }
}
