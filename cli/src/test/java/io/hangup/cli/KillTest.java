package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.Problem;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KillTest {
    private static final String ID = Samples.TARGET.connection().id();
    private static final String RECEIPT = "GET /api/v1/commands/operator%40web-1%3A9c1e-3f2a%231795348800";

    @TempDir
    private Path folder;

    private FakeController controller;

    @BeforeEach
    void start() throws IOException {
        controller = new FakeController();
        controller
                .on(
                        "GET /api/v1/sessions",
                        Samples.page(List.of(Samples.session(), Samples.session("bob", "vi", new Terminal.NoPty()))))
                .on("POST /api/v1/commands", 202, Samples.command(Optional.empty()));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void showsWhoseItIsAndThenTheReceipt() {
        answering(new Outcome.Gone());

        Run run = kill("--yes");

        assertThat(run).isEqualTo(new Run(0, """
                                receipt  gone, 1.2s, web-1 at 2026-11-22T12:00:02Z
                                  12:00:01  TERM to sshd 20840
                                left     still running:
                                  sleep (pid 20905), uid 1000, sleeping
                                """, """
                                ends     connection web-1:9c1e-3f2a from 10.0.0.7:51123, open for 2h05m
                                  stuck  alice on pts/3, runs bash (pid 20901), idle 40s
                                  stuck  bob, no terminal, runs vi (pid 20901), idle 40s
                                All 2 sessions of this connection end with it.
                                """));
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(new Outcome.Gone(), 0),
                Arguments.of(new Outcome.Refused("typed a moment ago"), 6),
                Arguments.of(new Outcome.StillThere("did not end"), 7),
                Arguments.of(new Outcome.Expired(), 8),
                Arguments.of(new Outcome.Unknown("agent restarted"), 8));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void endsWithTheCodeOfTheOutcome(Outcome outcome, int exit) {
        answering(outcome);

        Run run = kill("--yes");

        assertThat(run.exit()).isEqualTo(exit);
    }

    static Stream<Arguments> remains() {
        return Stream.of(
                Arguments.of(new Outcome.Gone(), "nothing of the login still runs"),
                Arguments.of(new Outcome.Reaped(2), "nothing of the login still runs"),
                Arguments.of(new Outcome.ChannelClosed(1), "nothing of the session still runs"),
                Arguments.of(new Outcome.Refused("someone is there"), ""),
                Arguments.of(new Outcome.StillThere("did not end"), ""),
                Arguments.of(new Outcome.Unknown("agent restarted"), ""),
                Arguments.of(new Outcome.Expired(), ""),
                Arguments.of(new Outcome.Warned(1), ""),
                Arguments.of(new Outcome.Kept(Samples.NOON), ""));
    }

    /// Whoever refused has ended nothing and looked for nothing that is left: the session may be all alive.
    @ParameterizedTest
    @MethodSource("remains")
    void saysThatNothingIsLeftOnlyOfWhatHasEnded(Outcome outcome, String nothing) {
        controller.on(RECEIPT, Samples.command(Optional.of(Samples.receipt(outcome, List.of()))));

        Run run = kill("--yes");

        List<String> left =
                run.out().lines().filter(line -> line.startsWith("left")).toList();
        assertThat(left).isEqualTo(nothing.isEmpty() ? List.of() : List.of("left     " + nothing));
    }

    @Test
    void asksForAWarningAndWaitsAsMuchLonger() {
        Run run = kill("--yes", "--warn", "30s", "--timeout", "0", "--no-wait");
        Run wrong = kill("--yes", "--warn", "2m");

        assertThat(run.exit()).isZero();
        assertThat(controller.asked()).anyMatch(asked -> asked.endsWith("\"reason\":\"r\",\"warning\":\"PT30S\"}"));
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).endsWith("hangup: --warn: a warning is given 1 to 60 seconds ahead\n");
    }

    @Test
    void doesNotActWhereNobodyCanBeAsked() {
        Run run = kill();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).endsWith("hangup: nobody to ask: there is no terminal here, so say --yes\n");
        assertThat(controller.asked()).noneMatch(asked -> asked.startsWith("POST"));
    }

    @Test
    void actsOnlyWhenThePersonAtTheTerminalSaysYes() {
        answering(new Outcome.Gone());
        var server = Map.of("HANGUP_SERVER", controller.url());

        Run no = Run.of(Run.TERMINAL, "\n", server, "kill", ID, "--reason", "r");
        List<String> before = List.copyOf(controller.asked());
        Run yes = Run.of(Run.TERMINAL, "y\n", server, "kill", ID, "--reason", "r");

        assertThat(no.exit()).isEqualTo(6);
        assertThat(no.err()).endsWith("nothing was done\n");
        assertThat(before).noneMatch(asked -> asked.startsWith("POST"));
        assertThat(yes.exit()).isZero();
        assertThat(controller.asked()).anyMatch(asked -> asked.startsWith("POST"));
    }

    @Test
    void saysThatNobodyKnowsWhenNoReceiptComes() {
        controller.on(RECEIPT, Samples.command(Optional.empty()));

        Run run = kill("--yes", "--timeout", "0");

        assertThat(run.exit()).isEqualTo(8);
        assertThat(run.err()).endsWith("""
                no receipt within 0 s of command operator@web-1:9c1e-3f2a#1795348800: nobody knows yet whether it was carried out
                ./hangup audit log shows the receipt once it is there
                """);
    }

    @Test
    void waitsOutAControllerThatIsStartedAnewMeanwhile() {
        answering(new Outcome.Gone());
        controller
                .first(RECEIPT, 503, new Problem("Starting", 503, "reading the fleet"))
                .first(RECEIPT, 404, new Problem("No such command", 404, "not known yet"));

        Run run = kill("--yes");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("receipt  gone");
    }

    @Test
    void saysWhyTheLastLookFailedOfACommandThatWasSent() {
        controller.refusing(RECEIPT, 503, "Starting", "reading the fleet");

        Run run = kill("--yes", "--timeout", "1");

        assertThat(run.exit()).isEqualTo(8);
        assertThat(run.err()).endsWith("""
                no receipt within 1 s of command operator@web-1:9c1e-3f2a#1795348800: nobody knows yet whether it was carried out
                the last time asked: Starting: reading the fleet
                ./hangup audit log shows the receipt once it is there
                """);
    }

    @ParameterizedTest
    @CsvSource({"500,8", "502,8", "503,1", "504,8"})
    void saysThatItMayHaveBeenSentWhenTheAnswerIsLost(int status, int exit) {
        controller.refusing("POST /api/v1/commands", status, "Trouble", "because");

        assertThat(kill("--yes").exit()).isEqualTo(exit);
    }

    @Test
    void saysThatItMayHaveBeenSentWhenTheConnectionIsCut() {
        controller.cutting("POST /api/v1/commands");

        Run run = kill("--yes");

        assertThat(run.exit()).isEqualTo(8);
        assertThat(run.err())
                .endsWith(
                        "took the request and did not answer it (Unexpected end of file from server): it may have been"
                                + " sent. ./hangup audit log shows whether it was.\n");
    }

    @Test
    void returnsAtOnceWhenToldNotToWait() {
        Run run = kill("--yes", "--no-wait");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).endsWith("sent: operator@web-1:9c1e-3f2a#1795348800\n");
    }

    @Test
    void printsTheCommandWithItsReceiptAsJson() throws Exception {
        answering(new Outcome.Gone());

        Run run = kill("--yes", "-o", "json");

        CommandView view = Wire.json().readValue(run.out(), CommandView.class);
        assertThat(view.receipt()).contains(Samples.receipt(new Outcome.Gone()));
    }

    @Test
    void sendsTheOperatorsTokenAndReason() throws Exception {
        answering(new Outcome.Gone());
        Path token = Files.writeString(folder.resolve("token"), "s3cret\n");

        kill("--yes", "--token-file", token.toString());

        assertThat(controller.asked())
                .contains("POST /api/v1/commands|Bearer s3cret||{\"target\":\"" + ID + "\",\"reason\":\"r\"}");
    }

    @ParameterizedTest
    @CsvSource({"401,5", "403,5", "409,6", "429,6"})
    void endsWithTheCodeOfTheRefusalAndSendsItOnce(int status, int exit) {
        controller.refusing("POST /api/v1/commands", status, "Refused", "because");

        Run run = kill("--yes");

        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.err()).endsWith("hangup: Refused: because\n");
        assertThat(controller.asked())
                .filteredOn(asked -> asked.startsWith("POST"))
                .hasSize(1);
    }

    @Test
    void sendsThisMachinesOwnTokenToThisMachineOnly() throws Exception {
        Path state = Files.createDirectories(folder.resolve(".hangup"));
        Files.writeString(state.resolve("operator.token"), "s3cret\n");
        controller.on("GET /api/v1/hosts", Samples.page(List.of()));

        Run.of(Map.of("HANGUP_HOME", folder.toString(), "HANGUP_SERVER", controller.url()), "hosts");
        Run other = Run.of(
                Map.of("HANGUP_HOME", folder.toString(), "HANGUP_SERVER", "http://unreachable.invalid:1"), "hosts");

        assertThat(controller.asked()).containsExactly("GET /api/v1/hosts|Bearer s3cret||");
        assertThat(other.err()).doesNotContain("clear text");
    }

    @Test
    void doesNotEndTheOtherSessionsOfOneThatIsNamed() {
        String session = Samples.TARGET.id();

        Run run = Run.of(Map.of("HANGUP_SERVER", controller.url()), "kill", session, "--reason", "r", "--yes");

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err())
                .isEqualTo("hangup: " + session + " is one of 2 sessions of a connection; ./hangup close " + session
                        + " ends it alone, ./hangup kill " + ID + " ends them all\n");
        assertThat(controller.asked()).noneMatch(asked -> asked.startsWith("POST"));
    }

    @Test
    void saysThatTheTargetIsGone() {
        controller.on("GET /api/v1/sessions", Samples.page(List.of()));

        Run run = kill("--yes");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo("hangup: no connection " + ID + " is open now; ./hangup sessions shows those that are\n");
    }

    private void answering(Outcome outcome) {
        controller.on(RECEIPT, Samples.command(Optional.of(Samples.receipt(outcome))));
    }

    private Run kill(String... more) {
        String[] arguments = Stream.concat(Stream.of("kill", ID, "--reason", "r"), Stream.of(more))
                .toArray(String[]::new);
        return Run.of(Map.of("HANGUP_SERVER", controller.url()), arguments);
    }
}
