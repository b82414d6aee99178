package io.hangup.agent.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/// When the kernel came up, on the host's clock of now: start ticks count from there. A clock that is set, or that went
/// on while a virtual machine was paused, moves it; a process that starts after that is no older for it.
final class BootClock {
    /// Less is what reading two clocks one after the other makes of it, or a clock that is being slewed.
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Supplier<Duration> running;
    private Instant bootedAt;
    private Duration uptime = Duration.ZERO;

    /// A container may be shown a boot of its own, which its ticks do not count from.
    private final Duration shown;

    /// @param running how long the kernel has run
    /// @param now the host's clock
    /// @param bootedAt on that clock
    BootClock(Supplier<Duration> running, Instant now, Instant bootedAt) {
        this.running = running;
        this.bootedAt = bootedAt;
        shown = Duration.between(now.minus(running.get()), bootedAt);
    }

    /// @param now the host's clock
    Instant bootedAt(Instant now) {
        uptime = running.get();
        Instant moved = now.minus(uptime).plus(shown);
        if (Duration.between(bootedAt, moved).abs().compareTo(STEP) > 0) {
            bootedAt = moved.truncatedTo(ChronoUnit.MILLIS);
        }
        return bootedAt;
    }

    /// How long the kernel had run at the last question.
    Duration uptime() {
        return uptime;
    }
}
