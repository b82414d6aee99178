package io.hangup.agent.loop;

import java.time.Duration;
import java.util.Optional;

/// When a death is worth a look of its own, before the next that is due.
///
/// A host on which sessions end all the time must not be looked at all the time: so many such looks are in hand, and
/// spent ones come back slowly. With none left, the next look that is due will do.
final class Alarm {
    /// The processes of a login end one after another; one look shall find them all gone.
    static final Duration GATHERING = Duration.ofMillis(50);

    /// Looks in hand at most.
    static final int MOST = 20;

    /// After this time, a spent one is back.
    static final Duration BACK = Duration.ofSeconds(2);

    private int left = MOST;
    private Duration counted = Duration.ZERO;

    /// @param due when the next look is due anyway
    /// @return when to look instead; empty when that will do
    Optional<Duration> look(Duration running, Duration due) {
        refill(running);
        Duration soon = running.plus(GATHERING);
        if (left == 0 || due.compareTo(soon) <= 0) {
            return Optional.empty();
        }
        left--;
        return Optional.of(soon);
    }

    private void refill(Duration running) {
        long back = running.minus(counted).dividedBy(BACK);
        left = (int) Math.min(MOST, left + back);
        counted = counted.plus(BACK.multipliedBy(back));
    }
}
