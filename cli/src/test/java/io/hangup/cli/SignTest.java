package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.wire.Signed;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignTest {
    private static final String ID = Samples.TARGET.id();
    private static final Command SAMPLE = Samples.command(Optional.empty()).command();
    private static final Command COMMAND =
            with(SAMPLE.action(), Samples.connection(SAMPLE).cookie(), "operator at \u001b[2J127.0.0.1: r");
    private static final String PATH = "operator%40web-1%3A9c1e-3f2a%231795348800";
    private static final String APPROVAL = "POST /api/v1/drafts/" + PATH + "/approval";

    @TempDir
    private Path folder;

    private final SigningKey alice = SigningKey.generate();
    private FakeController controller;

    @BeforeEach
    void start() throws IOException {
        alice.save(folder.resolve("alice.pem"));
        controller = new FakeController();
        controller
                .on("GET /api/v1/sessions", Samples.page(List.of(Samples.session())))
                .on("POST /api/v1/drafts", draft(COMMAND))
                .on(APPROVAL, 202, Samples.command(Optional.empty()))
                .on("GET /api/v1/commands/" + PATH, Samples.command(Optional.of(Samples.receipt(new Outcome.Gone()))));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void signsExactlyTheBytesThatItShowed() throws Exception {
        Run run = kill("--yes");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "action   drop on host web-1",
                        "target   connection 3f2a from "
                                + Samples.connection(COMMAND).peer(),
                        "reason   operator at \\u{1b}[2J127.0.0.1: r",
                        "plan     " + COMMAND.plan(),
                        "sign     with key " + alice.id())
                .doesNotContain("\u001b");
        Approval posted = Wire.json().readValue(body(APPROVAL), Approval.class);
        assertThat(TrustedKeys.of(alice.trusted()).check(Wire.encode(COMMAND), posted))
                .isEqualTo(new Signed.Valid(alice.id()));
    }

    @Test
    void signsNothingWithoutAYes() {
        Run run = Run.of(Run.TERMINAL, "\n", environment(), arguments("alice.pem"));

        assertThat(run.err()).endsWith("nothing was done\n");
        assertThat(controller.asked()).noneMatch(asked -> asked.startsWith(APPROVAL));
    }

    @Test
    void signsNoDraftOfAnotherConnectionOrDeed() {
        var seven = new SocketCookie(7);
        String other = new Target.OneConnection(COMMAND.host(), COMMAND.boot(), seven).id();

        refuses(with(Action.DROP, seven, COMMAND.reason()), "it is about " + other + ", and you named web-1:9c1e-3f2a");
        refuses(
                with(Action.REAP, Samples.connection(COMMAND).cookie(), COMMAND.reason()),
                "it asks for something else than you did");
        refuses(
                with(Action.DROP, Samples.connection(COMMAND).cookie(), "operator: because"),
                "it asks for something else than you did");
    }

    @Test
    void signsNothingThatItCanNotRead() {
        String bytes = HexFormat.of().formatHex("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        controller.on("POST /api/v1/drafts", new CommandDraft(COMMAND.id(), bytes, Samples.NOON));

        Run run = kill("--yes");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("is not signed and nothing was sent: it can't be read: ");
    }

    @Test
    void saysWhatTheControllerSaysOfALateApproval() {
        controller.refusing(APPROVAL, 409, "Refused: draft expired", "It was good until noon.");

        Run run = kill("--yes");

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err()).endsWith("hangup: Refused: draft expired: It was good until noon.\n");
    }

    @Test
    void wantsAKeyThatItCanUse() {
        Run run = Run.of(environment(), arguments("none.pem"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("--sign: ", "none.pem: does not exist; write one with: hangup keys new");
        assertThat(controller.asked()).isEmpty();
    }

    private void refuses(Command command, String why) {
        controller.on("POST /api/v1/drafts", draft(command));

        Run run = kill("--yes");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).endsWith("is not signed and nothing was sent: " + why + "\n");
        assertThat(controller.asked()).noneMatch(asked -> asked.startsWith(APPROVAL));
    }

    private static Command with(Action action, SocketCookie cookie, String reason) {
        CommandTarget.OneConnection before = Samples.connection(SAMPLE);
        return new Command(
                SAMPLE.id(),
                SAMPLE.host(),
                SAMPLE.boot(),
                SAMPLE.epoch(),
                action,
                new CommandTarget.OneConnection(cookie, before.local(), before.peer(), before.process(), before.uid()),
                SAMPLE.guard(),
                reason,
                SAMPLE.notBefore(),
                SAMPLE.notAfter());
    }

    private static CommandDraft draft(Command command) {
        return new CommandDraft(command.id(), HexFormat.of().formatHex(Wire.encode(command)), command.notAfter());
    }

    private String body(String request) {
        String asked = controller.asked().stream()
                .filter(a -> a.startsWith(request))
                .findFirst()
                .orElseThrow();
        return asked.substring(asked.lastIndexOf('|') + 1);
    }

    private Run kill(String... more) {
        return Run.of(
                environment(),
                Stream.concat(Stream.of(arguments("alice.pem")), Stream.of(more))
                        .toArray(String[]::new));
    }

    private Map<String, String> environment() {
        return Map.of("HANGUP_SERVER", controller.url());
    }

    private String[] arguments(String key) {
        return new String[] {
            "kill", ID, "--reason", "r", "--sign", folder.resolve(key).toString()
        };
    }
}
