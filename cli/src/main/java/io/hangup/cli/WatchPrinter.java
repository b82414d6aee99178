package io.hangup.cli;

import io.hangup.cli.text.Ages;
import io.hangup.cli.text.Frame;
import io.hangup.cli.text.Table;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.cli.view.ChangeView;
import io.hangup.cli.view.StuckView;
import io.hangup.protocol.finding.Finding;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// How changes of the feed are shown.
sealed interface WatchPrinter {
    void changes(List<Finding> changed);

    /// A second has passed, or something changed.
    void frame();

    /// The stream broke; it is being taken up again.
    void lost();

    void found();

    /// One line for each change: for pipes and logs.
    record Lines(Screen screen, boolean json) implements WatchPrinter {
        @Override
        public void changes(List<Finding> changed) {
            changed.forEach(finding -> {
                if (json) {
                    screen.ndjson(finding);
                } else {
                    screen.print(ChangeView.of(finding));
                }
            });
        }

        @Override
        public void frame() {
            // Nothing moves in a pipe.
        }

        @Override
        public void lost() {
            screen.warn("the stream broke; trying again");
        }

        @Override
        public void found() {
            screen.note("connected again");
        }
    }

    /// A table that is drawn anew, with what happened last below it.
    final class Redrawn implements WatchPrinter {
        private static final int REMEMBERED = 5;

        private final Screen screen;
        private final LiveFeed feed;
        private final InstantSource time;
        private final List<Text> history = new ArrayList<>();
        private boolean connected = true;

        Redrawn(Screen screen, LiveFeed feed, InstantSource time) {
            this.screen = screen;
            this.feed = feed;
            this.time = time;
        }

        @Override
        public void changes(List<Finding> changed) {
            changed.stream().map(ChangeView::of).forEach(history::addFirst);
            while (history.size() > REMEMBERED) {
                history.removeLast();
            }
        }

        @Override
        public void frame() {
            Instant now = time.instant();
            List<Finding> standing = feed.standing();
            screen.measure();
            Text title = Text.of("hangup watch  ", Tone.STRONG)
                    .plus(Ages.instant(now) + "  ")
                    .plus(connected ? "" : "connection lost, trying again", Tone.DOUBT);
            List<Text> table = standing.isEmpty()
                    ? List.of(Text.of(Pages.nothing("stuck sessions", feed.coverage())))
                    : Table.fitted(StuckView.columns(now), standing, screen.columns());
            List<Text> news = new ArrayList<>(history);
            news.addFirst(Text.EMPTY);
            screen.redraw(Frame.fitted(List.of(title, Text.EMPTY), table, news, screen.rows()));
        }

        @Override
        public void lost() {
            connected = false;
            frame();
        }

        @Override
        public void found() {
            connected = true;
        }
    }
}
