package io.hangup.trials.bench;

import java.time.Duration;
import java.util.List;

/// How much of the scan-cost trial is done.
///
/// @param levels numbers of sessions, rising
/// @param rounds how often everything is measured at each level
/// @param warmUp how long an agent may take, at a scan each second, until its looks get no cheaper
/// @param window how long an agent is measured in one round
/// @param quiet how long the wire and the idle agent are watched; zero: not at all
/// @param events how many sessions end and begin, for how soon it is seen
/// @param soak how long an agent is watched for growth in the end; zero: not at all
record Effort(
        List<Integer> levels, int rounds, Duration warmUp, Duration window, Duration quiet, int events, Duration soak) {
    /// The levels that have goals.
    static final int FEW = 10;

    static final int MANY = 500;

    /// Heartbeats come each minute and empty fetches each 20 s: a minute holds a whole number of both.
    private static final Duration MINUTE = Duration.ofMinutes(1);

    static Effort of(boolean brief, Duration soak) {
        return brief
                ? new Effort(List.of(FEW, 30), 3, Duration.ofSeconds(24), Duration.ofSeconds(4), Duration.ZERO, 2, soak)
                : new Effort(
                        List.of(FEW, 100, MANY), 3, Duration.ofMinutes(20), Duration.ofSeconds(20), MINUTE, 9, soak);
    }

    /// How many windows are compared with as many before them, to tell whether looks still get cheaper: a neighbour's
    /// minute must not end the warming up.
    int compared() {
        return watchesQuiet() ? 6 : 3;
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
