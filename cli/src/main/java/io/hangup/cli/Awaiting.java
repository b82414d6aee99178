package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Reply;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.feed.CommandView;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    boolean waits() {
        return wait;
    }

    /// What to say where there is no receipt.
    String without(Reply<CommandView> reply) throws Failure {
        return wait
                ? "no receipt within " + (timeout + ahead.toSeconds())
                        + " s: nobody knows yet whether it was carried out"
                : "sent: " + reply.value().command().id();
    }

    /// The command with its receipt, if there is one in time.
    Reply<CommandView> await(Controller controller, Reply<CommandView> sent) throws Failure, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout) + ahead.toNanos();
        var never = new CountDownLatch(1);
        Reply<CommandView> last = sent;
        while (wait && last.value().receipt().isEmpty() && System.nanoTime() < deadline) {
            if (never.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this latch down");
            }
            last = controller.command(sent.value().command().id());
        }
        return last;
    }
}
