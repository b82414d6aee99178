package io.hangup.controller.http;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// The last events, for clients that were away for a moment.
final class ChangeRing {
    private final int most;
    private final ArrayDeque<StreamEvent> events = new ArrayDeque<>();

    ChangeRing(int most) {
        this.most = most;
    }

    void add(StreamEvent event) {
        events.add(event);
        if (events.size() > most) {
            events.remove();
        }
    }

    /// What came after `seen`; empty when that can't be told any more.
    ///
    /// @param newest the position now: a client that has seen it has missed nothing
    Optional<List<StreamEvent>> after(StreamPosition seen, StreamPosition newest) {
        if (seen.equals(newest)) {
            return Optional.of(List.of());
        }
        boolean known = seen.epoch() == newest.epoch()
                && seen.version() < newest.version()
                && !events.isEmpty()
                && events.getFirst().position().version() <= seen.version() + 1;
        return known
                ? Optional.of(events.stream()
                        .filter(event -> event.position().version() > seen.version())
                        .toList())
                : Optional.empty();
    }
}
