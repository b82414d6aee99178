package io.hangup.agent;

import io.hangup.agent.loop.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// This machine's clocks.
///
/// @param wall steps when it is set
/// @param nanos never steps; stands still while the machine is suspended
record SystemClock(InstantSource wall, LongSupplier nanos, long startedAt) implements Clock {
    static SystemClock start() {
        return new SystemClock(InstantSource.system(), System::nanoTime, System.nanoTime());
    }

    @Override
    public Instant now() {
        return wall.instant();
    }

    @Override
    public Duration running() {
        return Duration.ofNanos(nanos.getAsLong() - startedAt);
    }
}
