package io.hangup.agent.loop;

import io.hangup.agent.census.HostView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// When a look is worth a snapshot. At most one snapshot is under way: what changes meanwhile is merged into the next,
/// so a Kafka that is away costs nothing but the newest look.
///
/// Moves: nothing published → [#posted] → under way → [#arrived] → published, or [#lost] → nothing published.
final class Publication {
    private final Rhythm rhythm;
    private @Nullable HostView last;

    /// The newest look that differs from the one published in activity only.
    private @Nullable HostView alike;

    private Duration lastAt = Duration.ZERO;
    private boolean underWay;
    private boolean heldBack;

    Publication(Rhythm rhythm) {
        this.rhythm = rhythm;
    }

    /// Whether to publish this look now.
    boolean due(HostView view, Duration running) {
        if (underWay) {
            heldBack |= last != null && since(last, view) == Change.MATTER;
            return false;
        }
        if (last == null) {
            return true;
        }
        Duration since = running.minus(lastAt);
        return since.compareTo(rhythm.repeat()) >= 0
                || switch (since(last, view)) {
                    case NONE -> false;
                    case ACTIVITY -> since.compareTo(rhythm.merge()) >= 0;
                    case MATTER -> true;
                };
    }

    // When all connections moved at one moment, they all differ from what was published until that is published anew.
    private Change since(HostView published, HostView view) {
        Change change = Change.between(published, alike == null ? published : alike, view);
        if (change == Change.ACTIVITY) {
            alike = view;
        }
        return change;
    }

    void posted(HostView view, Duration running) {
        last = view;
        alike = null;
        lastAt = running;
        underWay = true;
        heldBack = false;
    }

    /// @return whether something that matters was held back meanwhile
    boolean arrived() {
        underWay = false;
        return heldBack;
    }

    void lost() {
        underWay = false;
        last = null;
        alike = null;
    }
}
