package io.hangup.agent.loop;

import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notices that the wall clock did not go on as the monotonic clock did: it was set, or the host was suspended.
/// Instants from before can't be compared with it then, so for a while this is a blindspot.
public final class ClockWatch {
    /// Less than this is adjusting and scheduling.
    static final Duration LIMIT = Duration.ofSeconds(2);

    /// How long a step stays a blindspot.
    static final Duration MEMORY = Duration.ofMinutes(5);

    private @Nullable Instant lastNow;
    private Duration lastRunning = Duration.ZERO;
    private Duration steppedAt = Duration.ZERO;
    private @Nullable Blindspot step;
    private @Nullable Instant wokeAt;

    /// Takes one reading of both clocks.
    public Optional<Blindspot> read(Instant now, Duration running) {
        if (lastNow != null) {
            Duration drift = Duration.between(lastNow, now).minus(running.minus(lastRunning));
            if (drift.abs().compareTo(LIMIT) > 0) {
                steppedAt = running;
                step = blindspot(now, drift);
                wokeAt = drift.isNegative() ? earlier(wokeAt, drift) : now;
            }
        }
        lastNow = now;
        lastRunning = running;
        if (step != null && running.minus(steppedAt).compareTo(MEMORY) >= 0) {
            step = null;
        }
        return Optional.ofNullable(step);
    }

    // What was then, on the clock as it is now: an instant that it has not reached would make everybody seem active
    // until it has.
    private static @Nullable Instant earlier(@Nullable Instant wokeAt, Duration back) {
        return wokeAt == null ? null : wokeAt.plus(back);
    }

    /// When the clock last leapt ahead. What was noted before may be no older than that: nobody could type, and nothing
    /// could run, while the host was suspended.
    Optional<Instant> wokeAt() {
        return Optional.ofNullable(wokeAt);
    }

    private static Blindspot blindspot(Instant now, Duration drift) {
        return new Blindspot(
                Blindspot.Sense.CLOCK,
                "the clock " + (drift.isNegative() ? "went back " : "leapt ahead ")
                        + drift.abs().toSeconds() + " s at " + now.truncatedTo(ChronoUnit.SECONDS)
                        + ": it was set, or the host was suspended; instants from before are off by that");
    }
}
