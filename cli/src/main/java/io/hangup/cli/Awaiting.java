package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Reply;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.text.Text;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Option;

/// Options of a command that waits for a host's receipt, and the wait.
final class Awaiting {
    private static final long POLL_MILLIS = 250;

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

    private Duration ahead = Duration.ZERO;

    /// What ends only after a while takes as much longer.
    void expect(Duration newAhead) {
        ahead = newAhead;
    }

    /// Waits for the receipt of what was sent, and prints it.
    ///
    /// @param shown the receipt for people
    /// @param exit what it means for the command that asked
    Exit answer(
            Screen screen,
            Format format,
            Controller controller,
            Reply<CommandView> sent,
            Function<Receipt, List<Text>> shown,
            Function<Receipt, Exit> exit)
            throws Failure, InterruptedException {
        Waited waited = await(controller, sent);
        CommandView view = waited.last().value();
        switch (format) {
            case JSON -> screen.json(waited.last().document());
            case NDJSON -> screen.ndjson(view);
            case TABLE, WIDE, CSV -> view.receipt().map(shown).ifPresent(screen::print);
        }
        if (view.receipt().isPresent()) {
            return exit.apply(view.receipt().get());
        }
        if (!wait) {
            screen.note("sent: " + view.command().id());
            return Exit.OK;
        }
        screen.note("no receipt within " + (timeout + ahead.toSeconds()) + " s of command "
                + view.command().id() + ": nobody knows yet whether it was carried out");
        waited.broken().ifPresent(failure -> screen.note("the last time asked: " + failure.sentence()));
        screen.note("./hangup audit log shows the receipt once it is there");
        return Exit.UNKNOWN;
    }

    /// What is known of a command after the wait.
    ///
    /// @param broken why it could not be asked about the last time
    private record Waited(Reply<CommandView> last, Optional<Failure> broken) {}

    /// A controller that is away, starting, or does not know the command yet is asked again: what was sent is carried
    /// out all the same.
    private Waited await(Controller controller, Reply<CommandView> sent) throws Failure, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout) + ahead.toNanos();
        var never = new CountDownLatch(1);
        CommandId command = sent.value().command().id();
        var waited = new Waited(sent, Optional.empty());
        while (wait && waited.last().value().receipt().isEmpty() && System.nanoTime() < deadline) {
            if (never.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this latch down");
            }
            waited = asked(controller, command, waited);
        }
        return waited;
    }

    private static Waited asked(Controller controller, CommandId command, Waited before) {
        try {
            Reply<CommandView> reply = controller.command(command);
            reply.value();
            return new Waited(reply, Optional.empty());
        } catch (Failure e) {
            return new Waited(before.last(), Optional.of(e));
        }
    }
}
