package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
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

class CloseTest {
    private static final String ID = Samples.TARGET.id();
    private static final String CONNECTION = Samples.TARGET.connection().id();
    private static final String PATH = "operator%40web-1%3A9c1e-3f2a%231795348800";

    @TempDir
    private Path folder;

    private FakeController controller;

    @BeforeEach
    void start() throws IOException {
        SessionRow other = Samples.session("alice", "vi", new Terminal.NoPty());
        controller = new FakeController();
        controller
                .on("GET /api/v1/sessions", Samples.page(List.of(Samples.session(), named(other, CONNECTION + ":7"))))
                .on("POST /api/v1/commands", 202, Samples.command(Optional.empty()))
                .on(
                        "GET /api/v1/commands/" + PATH,
                        Samples.command(Optional.of(Samples.receipt(new Outcome.ChannelClosed(1)))));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void showsWhatEndsAndWhatStaysAndThenTheReceipt() {
        Run run = close(ID, "--yes");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("receipt  channel closed; the connection stays, with 1 session, 1.2s, web-1");
        assertThat(run.err()).isEqualTo("""
                closes   one session of connection web-1:9c1e-3f2a from 10.0.0.7:51123, open for 2h05m
                  stuck  alice on pts/3, runs bash (pid 20901), idle 40s
                The connection stays, with 1 other.
                """);
        assertThat(controller.asked())
                .contains("POST /api/v1/commands|||{\"target\":\"" + ID + "\",\"reason\":\"r\",\"action\":\"close\"}");
    }

    @Test
    void closesNoWholeConnection() {
        Run run = close(CONNECTION, "--yes");

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err())
                .isEqualTo("hangup: " + CONNECTION + " is a connection; name one session of it, or end it"
                        + " whole with ./hangup kill " + CONNECTION + "\n");
        assertThat(controller.asked()).noneMatch(asked -> asked.startsWith("POST"));
    }

    @Test
    void saysThatTheSessionIsGone() {
        Run run = close(CONNECTION + ":8", "--yes");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("no session " + CONNECTION + ":8 is open now");
    }

    @Test
    void signsNoDraftOfAnotherSessionOrOfTheWholeConnection() throws IOException {
        SigningKey.generate().save(folder.resolve("alice.pem"));
        CommandTarget.OneConnection whole =
                Samples.connection(Samples.command(Optional.empty()).command());

        assertThat(signing(whole.of(new ProcessStamp(20_853, 7_000))).err()).doesNotContain("is not signed");
        assertThat(signing(whole.of(new ProcessStamp(7, 7_000))).err())
                .endsWith("it is about " + CONNECTION + ":7, and you named " + ID + "\n");
        assertThat(signing(whole).err()).endsWith("it is about " + CONNECTION + ", and you named " + ID + "\n");
    }

    private Run signing(CommandTarget target) {
        Command sample = Samples.command(Optional.empty()).command();
        Command drafted = new Command(
                sample.id(),
                sample.host(),
                sample.boot(),
                sample.epoch(),
                Action.CLOSE,
                target,
                sample.guard(),
                "operator at 127.0.0.1: r",
                sample.notBefore(),
                sample.notAfter());
        controller
                .on(
                        "POST /api/v1/drafts",
                        new CommandDraft(
                                drafted.id(), HexFormat.of().formatHex(Wire.encode(drafted)), drafted.notAfter()))
                .on("POST /api/v1/drafts/" + PATH + "/approval", 202, Samples.command(Optional.empty()));
        return close(ID, "--yes", "--sign", folder.resolve("alice.pem").toString());
    }

    private static SessionRow named(SessionRow row, String id) {
        return new SessionRow(
                id,
                row.connection(),
                row.host(),
                row.verdict(),
                row.why(),
                row.phase(),
                row.user(),
                row.leader(),
                row.server(),
                row.terminal(),
                row.foreground(),
                row.local(),
                row.peer(),
                row.since(),
                row.lastInput(),
                row.idle(),
                row.tcp(),
                row.findings());
    }

    private Run close(String id, String... more) {
        String[] arguments = Stream.concat(Stream.of("close", id, "--reason", "r"), Stream.of(more))
                .toArray(String[]::new);
        return Run.of(Map.of("HANGUP_SERVER", controller.url()), arguments);
    }
}
