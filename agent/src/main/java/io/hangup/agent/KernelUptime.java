package io.hangup.agent;

import io.hangup.agent.journal.Uptime;
import io.hangup.agent.loop.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// This kernel's uptime, `/proc/uptime` of proc(5): `CLOCK_BOOTTIME`, which nobody can set.
record KernelUptime(String boot) implements Uptime {
    /// @param clock stands in where `/proc` is not there
    static Uptime of(Clock clock) {
        try {
            return new KernelUptime(
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
        } catch (IOException withoutProc) {
            return new SinceStart(clock);
        }
    }

    @Override
    public Duration now() {
        return Duration.ofMillis(10 * io.hangup.agent.Uptime.hundredths());
    }

    /// Counts each run of the agent as one of the kernel's: less than the truth.
    private record SinceStart(Clock clock) implements Uptime {
        @Override
        public String boot() {
            return "unknown";
        }

        @Override
        public Duration now() {
            return clock.running();
        }
    }
}
