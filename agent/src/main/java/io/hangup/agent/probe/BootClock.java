package io.hangup.agent.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// When the kernel came up, on the host's clock of now: start ticks count from there. A clock that is set, or that went
/// on while a virtual machine was paused, moves it; a process that starts after that is no older for it.
final class BootClock {
    /// Less is what reading two clocks one after the other makes of it, or a clock that is being slewed.
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Supplier<Duration> running;
    private Instant bootedAt;
    private Duration uptime = Duration.ZERO;
    private @Nullable Duration shown;

    /// @param running how long the kernel has run
    /// @param bootedAt on the clock at the time of the first question
    BootClock(Supplier<Duration> running, Instant bootedAt) {
        this.running = running;
        this.bootedAt = bootedAt;
    }

    /// @param now the host's clock
    Instant bootedAt(Instant now) {
        uptime = running.get();
        Instant told = now.minus(uptime);
        if (shown == null) {
            // A container may be shown a boot of its own, which its ticks do not count from.
            shown = Duration.between(told, bootedAt);
        }
        Instant moved = told.plus(shown);
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
