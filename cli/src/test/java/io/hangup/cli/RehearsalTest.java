package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void printsRowsOfEveryAnswer() throws Exception {
        var out = new ByteArrayOutputStream();

        int exit = Rehearsal.run(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(exit).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("IDLE").contains("RULE");
    }
}
