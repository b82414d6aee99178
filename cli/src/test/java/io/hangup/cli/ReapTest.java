package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.Orphan.Kept;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReapTest {
    private static final String ID = "web-1:9c1e-p21400";
    private static final CommandId COMMAND = new CommandId("operator@" + ID + "#1795348800");
    private static final String PATH = "operator%40web-1%3A9c1e-p21400%231795348800";

    @TempDir
    private Path folder;

    private FakeController controller;

    @BeforeEach
    void start() throws IOException {
        controller = new FakeController();
        controller
                .on(
                        "GET /api/v1/orphans",
                        Samples.page(
                                List.of(row(21_400, "make", Kept.BACKGROUND), row(21_500, "tmux: server", Kept.TMUX))))
                .on("POST /api/v1/commands", 202, view(Optional.empty()))
                .on("GET /api/v1/commands/" + PATH, view(Optional.of(receipt(new Outcome.Reaped(3)))));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private static OrphanRow row(int pid, String command, Kept kept) {
        return new OrphanRow(
                "web-1:9c1e-p" + pid,
                Samples.WEB,
                new Orphan(
                        Samples.process(pid, command),
                        new Account(1000, "alice"),
                        OptionalLong.of(66),
                        kept,
                        Samples.NOON.minusSeconds(7_200)));
    }

    private static Receipt receipt(Outcome outcome) {
        return new Receipt(
                COMMAND,
                Samples.WEB,
                outcome,
                List.of(new Receipt.Step("TERM to make 21400", Samples.NOON.plusSeconds(1))),
                List.of(Samples.process(21_500, "tmux: server")),
                Duration.ofMillis(1_240),
                Samples.NOON.plusSeconds(2));
    }

    private static Command command(HostProcess process) {
        return new Command(
                COMMAND,
                Samples.WEB,
                Samples.BOOT,
                4,
                Action.REAP,
                new CommandTarget.OneOrphan(process.stamp(), 1000, 66),
                new Guard(Samples.NOON),
                "operator at 127.0.0.1: r",
                Samples.NOON,
                Samples.NOON.plusSeconds(60));
    }

    private static CommandView view(Optional<Receipt> receipt) {
        return new CommandView(command(Samples.process(21_400, "make")), receipt);
    }

    @Test
    void showsWhatEndsAndWhyAndThenTheReceipt() {
        Run run = reap(ID, "--yes");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith("receipt  reaped: 3 processes ended, 1.2s, web-1")
                .contains("TERM to make 21400", "still running:", "tmux: server (pid 21500)");
        assertThat(run.err()).isEqualTo("""
                reaps    make (pid 21400) of alice on web-1, started 2h00m ago
                why      its login is over, and nothing shows that it was meant to live on
                with     what the host finds below it, less what was meant to live on
                         the same login also left:
                           tmux: server (pid 21500), tmux
                """);
        assertThat(controller.asked())
                .contains("POST /api/v1/commands|||{\"target\":\"" + ID + "\",\"reason\":\"r\",\"action\":\"reap\"}");
    }

    @Test
    void saysWhatTheHostSpares() {
        controller.on(
                "GET /api/v1/commands/" + PATH,
                view(Optional.of(receipt(new Outcome.Refused("it was meant to live on: it runs in tmux")))));

        assertThat(reap(ID, "--yes").exit()).isEqualTo(6);
    }

    @Test
    void findsNothingUnderAnotherId() {
        Run run = reap("web-1:9c1e-p7", "--yes");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("nothing that outlived its login goes by web-1:9c1e-p7");
        assertThat(controller.asked()).noneMatch(asked -> asked.startsWith("POST"));
    }

    @Test
    void signsNoDraftAboutAnotherProcess() throws IOException {
        SigningKey.generate().save(folder.resolve("alice.pem"));

        assertThat(signing(Samples.process(21_400, "make")).err())
                .doesNotContain("is not signed")
                .contains("left behind by the login of audit session 66", "only if  its login is over");
        assertThat(signing(Samples.process(21_500, "make")).err())
                .endsWith("it is about web-1:9c1e-p21500, and you named " + ID + "\n");
    }

    private Run signing(HostProcess process) {
        Command drafted = command(process);
        controller
                .on(
                        "POST /api/v1/drafts",
                        new CommandDraft(
                                drafted.id(), HexFormat.of().formatHex(Wire.encode(drafted)), drafted.notAfter()))
                .on("POST /api/v1/drafts/" + PATH + "/approval", 202, view(Optional.empty()));
        return reap(ID, "--yes", "--sign", folder.resolve("alice.pem").toString());
    }

    private Run reap(String id, String... more) {
        String[] arguments = Stream.concat(Stream.of("reap", id, "--reason", "r"), Stream.of(more))
                .toArray(String[]::new);
        return Run.of(Map.of("HANGUP_SERVER", controller.url()), arguments);
    }
}
