package io.hangup.trials.bench;

import java.time.Duration;
import java.util.List;

/// How much of the scan-cost trial is done.
///
/// @param levels numbers of sessions, rising
/// @param rounds how often everything is measured at each level
/// @param warmUp how long an agent runs before it is measured, at a scan each second
/// @param window how long an agent is measured in one round
/// @param quiet how long the wire and the idle agent are watched; zero: not at all
record Effort(List<Integer> levels, int rounds, Duration warmUp, Duration window, Duration quiet) {
    /// Heartbeats come each 30 s and empty fetches each 20 s: a minute holds a whole number of both.
    private static final Duration MINUTE = Duration.ofMinutes(1);

    static Effort of(boolean brief) {
        return brief
                ? new Effort(List.of(0, 30), 3, Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ZERO)
                : new Effort(List.of(0, 100, 500), 3, Duration.ofSeconds(20), Duration.ofSeconds(20), MINUTE);
    }

    boolean watchesQuiet() {
        return !quiet.isZero();
    }

    int first() {
        return levels.getFirst();
    }

    int last() {
        return levels.getLast();
    }
}
