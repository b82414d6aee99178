package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.api.Reply;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.ReceiptView;
import io.hangup.cli.view.TargetView;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.KillRequest;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.session.PeerProbe;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hangup kill`: ends one connection and says what is true afterwards.
@Command(
        name = "kill",
        header = {
            "Ends one connection: shows whose it is, asks, waits for the host's receipt.",
            "",
            "  ./hangup kill web-1:9c1e-3f2a --reason \"laptop lost, user asked\"",
            "  ./hangup kill dead-peer@web-1:9c1e-3f2a --reason \"holds a lock\" --yes -o json",
            ""
        })
final class KillCommand extends AskCommand {
    private static final long POLL_MILLIS = 250;

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "ID", description = "Of a connection, a session or a finding.")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the audit.")
    private String reason = "";

    @Option(names = "--yes", description = "Do not ask. Needed where nobody sits at a terminal.")
    private boolean yes;

    @Option(
            names = "--no-wait",
            negatable = true,
            description = "Return once the command is sent, instead of waiting for the receipt.")
    private boolean wait = true;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for the receipt: ${DEFAULT-VALUE}. A command itself lives for 60.")
    private int timeout = 75;

    KillCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure, InterruptedException {
        if (reason.isBlank()) {
            throw new Failure(Exit.USAGE, "--reason is empty: say why, it goes into the audit");
        }
        show(controller);
        if (!yes && !screen().interactive()) {
            throw new Failure(Exit.USAGE, "nobody to ask: there is no terminal here, so say --yes");
        }
        if (!yes && !screen().confirmed("End this connection?")) {
            screen().note("nothing was done");
            return Exit.OK;
        }
        Reply<CommandView> sent = controller.kill(new KillRequest(id, reason));
        return wait
                ? await(controller, sent)
                : answer(sent, "sent: " + sent.value().command().id());
    }

    /// Everything that would end, before it does.
    private void show(Controller controller) throws Failure {
        String target =
                id.contains("@") ? controller.finding(id).value().target().id() : id;
        Page<SessionRow> page = controller.sessions(Filter.NONE).value();
        List<SessionRow> named = page.rows().stream()
                .filter(row -> row.id().equals(target) || row.connection().equals(target))
                .toList();
        if (named.isEmpty()) {
            throw new Failure(
                    Exit.NOT_FOUND, "no connection " + target + " is open now; ./hangup sessions shows those that are");
        }
        String connection = named.getFirst().connection();
        List<SessionRow> ending = page.rows().stream()
                .filter(row -> row.connection().equals(connection))
                .toList();
        TargetView.of(ending, page.asOf()).forEach(screen()::note);
    }

    private Exit await(Controller controller, Reply<CommandView> sent) throws Failure, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout);
        var never = new CountDownLatch(1);
        Reply<CommandView> last = sent;
        while (last.value().receipt().isEmpty() && System.nanoTime() < deadline) {
            if (never.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this latch down");
            }
            last = controller.command(sent.value().command().id());
        }
        return answer(last, "no receipt within " + timeout + " s: nobody knows yet whether it was carried out");
    }

    /// @param otherwise what to say where there is no receipt
    private Exit answer(Reply<CommandView> reply, String otherwise) throws Failure {
        var receipt = reply.value().receipt();
        switch (format.chosen()) {
            case JSON -> screen().json(reply.document());
            case NDJSON -> screen().ndjson(reply.value());
            case TABLE, WIDE ->
                receipt.map(ReceiptView::of).ifPresentOrElse(screen()::print, () -> screen().note(otherwise));
        }
        return receipt.map(KillCommand::exit).orElse(wait ? Exit.UNKNOWN : Exit.OK);
    }

    private static Exit exit(Receipt receipt) {
        return switch (receipt.outcome()) {
            case Outcome.Gone(), Outcome.Probed(PeerProbe _) -> Exit.OK;
            case Outcome.StillThere(String _) -> Exit.PARTIAL;
            case Outcome.Refused(String _) -> Exit.REFUSED;
            case Outcome.Expired(), Outcome.Unknown(String _) -> Exit.UNKNOWN;
        };
    }
}
