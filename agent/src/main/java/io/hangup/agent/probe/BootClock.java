package io.hangup.agent.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// When the kernel came up, on the host's clock of now: start ticks count from there. A clock that is set, or that went
/// on while a virtual machine was paused, moves it; a process that starts after that is no older for it.
final class BootClock {
    /// Less is what reading two clocks one after the other makes of it, or a clock that is being slewed.
    private static final Duration STEP = Duration.ofSeconds(1);

    private final ProcFiles files;
    private Instant bootedAt;
    private Duration uptime = Duration.ZERO;
    private @Nullable Duration shown;

    /// @param bootedAt on the clock at the time of the first question
    BootClock(ProcFiles files, Instant bootedAt) {
        this.files = files;
        this.bootedAt = bootedAt;
    }

    /// @param now the host's clock
    Instant bootedAt(Instant now) {
        int length = files.read("uptime");
        if (length <= 0) {
            return bootedAt;
        }
        uptime = uptime(length);
        Instant told = now.minus(uptime);
        if (shown == null) {
            // A container may be shown an uptime of its own, which its ticks do not count from.
            shown = Duration.between(told, bootedAt);
        }
        Instant moved = told.plus(shown);
        if (Duration.between(bootedAt, moved).abs().compareTo(STEP) > 0) {
            bootedAt = moved.truncatedTo(ChronoUnit.MILLIS);
        }
        return bootedAt;
    }

    /// How long the kernel had run, as it said at the last question; zero where it does not say.
    Duration uptime() {
        return uptime;
    }

    // proc(5): seconds, a point, hundredths, a blank.
    private Duration uptime(int length) {
        byte[] text = files.bytes();
        int point = 0;
        while (point < length && text[point] != '.') {
            point++;
        }
        return Duration.ofSeconds(files.number(0, length)).plusMillis(10 * Math.max(0, files.number(point, length)));
    }
}
