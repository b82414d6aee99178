package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.command.Outcome;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TellTest {
    private static final String ID = Samples.TARGET.id();

    private FakeController controller;

    @BeforeEach
    void start() throws IOException {
        controller = new FakeController().on("POST /api/v1/commands", 202, Samples.command(Optional.empty()));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void tellsWhoIsThereAndSaysOnHowManyTerminals() {
        answering(new Outcome.Warned(1));

        Run run = hangup("warn");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("receipt  warned on 1 terminal, ").doesNotContain("left");
        assertThat(controller.asked()).anyMatch(asked -> asked.endsWith("\"action\":\"warn\"}"));
    }

    @Test
    void keepsAndSaysUntilWhen() {
        answering(new Outcome.Kept(Samples.NOON.plusSeconds(3_600)));

        Run run = hangup("keep");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("receipt  kept until 2026-11-22T13:00:00Z, ");
        assertThat(controller.asked()).anyMatch(asked -> asked.endsWith("\"action\":\"keep\"}"));
    }

    @Test
    void saysThatNobodyCouldBeTold() {
        answering(new Outcome.Refused("pts/3 could not be warned: pts/3 takes no more output now"));

        Run run = hangup("warn");

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.out()).contains("refused: pts/3 could not be warned");
    }

    private void answering(Outcome outcome) {
        controller.on(
                "GET /api/v1/commands/operator%40web-1%3A9c1e-3f2a%231795348800",
                Samples.command(Optional.of(Samples.receipt(outcome))));
    }

    private Run hangup(String command) {
        return Run.of(Map.of("HANGUP_SERVER", controller.url()), command, ID, "--reason", "r");
    }
}
