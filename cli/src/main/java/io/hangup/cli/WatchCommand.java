package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.EventStream;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hangup watch`: the feed as it changes. A stream that breaks is taken up again where it was.
@Command(
        name = "watch",
        header = {
            "Shows what is stuck as it changes: a table on a terminal, a line for each change in a pipe.",
            "",
            "  ./hangup watch",
            "  ./hangup watch -o ndjson | jq .verdict",
            ""
        })
final class WatchCommand extends AskCommand {
    private static final Duration FRAME = Duration.ofSeconds(1);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final InstantSource time;

    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final WhereOptions where = new WhereOptions();

    @Option(names = "--count", paramLabel = "N", description = "End after N changes.")
    private int count = Integer.MAX_VALUE;

    WatchCommand(Context context, InstantSource time) {
        super(context);
        this.time = time;
    }

    @Override
    Exit ask(Controller controller) throws Failure, InterruptedException {
        if (format.chosen() == Format.JSON) {
            throw new Failure(Exit.USAGE, "what never ends is no JSON document: use -o ndjson");
        }
        var feed = new LiveFeed(where.host(), where.user());
        WatchPrinter printer = screen().terminal() && format.chosen() != Format.NDJSON
                ? new WatchPrinter.Redrawn(screen(), feed, time)
                : new WatchPrinter.Lines(screen(), format.chosen() == Format.NDJSON);
        // The first connection must succeed: a wrong address should be said, not retried.
        EventStream stream = controller.changes("");
        while (follow(stream, feed, printer)) {
            printer.lost();
            stream = again(controller, feed);
            printer.found();
        }
        return Exit.OK;
    }

    /// Prints until the stream breaks. Returns whether to go on with another.
    private boolean follow(EventStream open, LiveFeed feed, WatchPrinter printer) throws Failure, InterruptedException {
        try (var stream = open) {
            printer.frame();
            while (!stream.over()) {
                var event = stream.next(FRAME);
                if (event.isPresent()) {
                    printer.changes(feed.accept(event.get()));
                }
                printer.frame();
                if (feed.changes() >= count || screen().unread()) {
                    return false;
                }
            }
        }
        return true;
    }

    private EventStream again(Controller controller, LiveFeed feed) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        Optional<EventStream> stream = Optional.empty();
        while (stream.isEmpty()) {
            if (new CountDownLatch(1).await(pause, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this latch down");
            }
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            stream = tried(controller, feed);
        }
        return stream.get();
    }

    /// Nothing where it failed: the printer has said so, and it is tried until somebody ends this command.
    private static Optional<EventStream> tried(Controller controller, LiveFeed feed) {
        try {
            return Optional.of(controller.changes(feed.lastEventId()));
        } catch (Failure e) {
            return Optional.empty();
        }
    }
}
