package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.session.PeerProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeTest {
    private static final String RECEIPT = "GET /api/v1/commands/operator%40web-1%3A9c1e-3f2a%231795348800";

    @TempDir
    private Path folder;

    private FakeController controller;

    @BeforeEach
    void start() throws IOException {
        controller = new FakeController();
        controller.on("POST /api/v1/commands", 202, Samples.command(Optional.empty()));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private static Outcome probed(PeerProbe.Answer answer, int count) {
        return new Outcome.Probed(
                new PeerProbe(answer, Samples.NOON, Samples.NOON.plusSeconds(60L * (count - 1)), count));
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(
                        probed(PeerProbe.Answer.ANSWERED, 1), 0, "nothing of the ssh client, which may be stopped"),
                Arguments.of(probed(PeerProbe.Answer.UNANSWERED, 1), 7, "a laptop may still wake"),
                Arguments.of(
                        probed(PeerProbe.Answer.UNANSWERED, 3),
                        7,
                        "nothing came back 3 times since 2026-11-22T12:00:00Z"),
                Arguments.of(probed(PeerProbe.Answer.RESET, 1), 7, "it was restarted; sshd ends by itself"),
                Arguments.of(probed(PeerProbe.Answer.UNKNOWN, 1), 8, "nothing"),
                Arguments.of(new Outcome.Refused("data is in flight"), 6, "refused: data is in flight"),
                Arguments.of(new Outcome.Expired(), 8, "expired"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void saysWhatTheAnswerProvesAndEndsWithIt(Outcome outcome, int status, String words) throws IOException {
        controller.on(RECEIPT, Samples.command(Optional.of(Samples.receipt(outcome))));

        Run run = probe();

        assertThat(run.exit()).isEqualTo(status);
        assertThat(run.out()).contains(words);
    }

    @Test
    void namesTheActionAndAReason() throws IOException {
        controller.on(RECEIPT, Samples.command(Optional.of(Samples.receipt(probed(PeerProbe.Answer.ANSWERED, 1)))));

        probe();

        assertThat(controller.asked())
                .anySatisfy(body -> assertThat(body)
                        .contains("\"action\":\"probe\"", "\"reason\":\"to see whether its peer is there\""));
    }

    private Run probe() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "an-operator-token-of-some-length");
        return Run.of(
                Map.of("HANGUP_SERVER", controller.url(), "HANGUP_TOKEN_FILE", token.toString()),
                "probe",
                Samples.TARGET.id());
    }
}
