package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Reply;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.ReceiptView;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.KillRequest;
import io.hangup.protocol.session.PeerProbe;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/// How a connection is ended from the command line: asked for, sent, and its receipt waited for.
final class Ending {
    private static final long POLL_MILLIS = 250;

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

    /// To be called before anything is shown.
    static void requireReason(String reason) throws Failure {
        if (reason.isBlank()) {
            throw new Failure(Exit.USAGE, "--reason is empty: say why, it goes into the audit");
        }
    }

    /// To be called when what ends has been shown.
    Exit end(Screen screen, Format format, Controller controller, KillRequest request)
            throws Failure, InterruptedException {
        if (!yes && !screen.interactive()) {
            throw new Failure(Exit.USAGE, "nobody to ask: there is no terminal here, so say --yes");
        }
        if (!yes && !screen.confirmed("End this connection?")) {
            screen.note("nothing was done");
            return Exit.OK;
        }
        Reply<CommandView> sent = controller.kill(request);
        return wait
                ? await(screen, format, controller, sent)
                : answer(screen, format, sent, "sent: " + sent.value().command().id());
    }

    private Exit await(Screen screen, Format format, Controller controller, Reply<CommandView> sent)
            throws Failure, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout);
        var never = new CountDownLatch(1);
        Reply<CommandView> last = sent;
        while (last.value().receipt().isEmpty() && System.nanoTime() < deadline) {
            if (never.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this latch down");
            }
            last = controller.command(sent.value().command().id());
        }
        return answer(
                screen,
                format,
                last,
                "no receipt within " + timeout + " s: nobody knows yet whether it was carried out");
    }

    /// @param otherwise what to say where there is no receipt
    private Exit answer(Screen screen, Format format, Reply<CommandView> reply, String otherwise) throws Failure {
        var receipt = reply.value().receipt();
        switch (format) {
            case JSON -> screen.json(reply.document());
            case NDJSON -> screen.ndjson(reply.value());
            case TABLE, WIDE, CSV ->
                receipt.map(ReceiptView::of).ifPresentOrElse(screen::print, () -> screen.note(otherwise));
        }
        return receipt.map(Ending::exit).orElse(wait ? Exit.UNKNOWN : Exit.OK);
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
