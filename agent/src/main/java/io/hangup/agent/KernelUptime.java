package io.hangup.agent;

import io.hangup.agent.journal.Uptime;
import io.hangup.agent.loop.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        return Duration.ofMillis(10 * hundredths());
    }

    /// In hundredths of a second. A restarted agent that numbers its snapshots from here goes on above all of its
    /// predecessor's, without a file that could be lost: nobody publishes a hundred snapshots a second.
    static long hundredths() {
        try {
            String uptime = Files.readString(Path.of("/proc/uptime"));
            return Math.max(
                    1, Long.parseLong(uptime.substring(0, uptime.indexOf(' ')).replace(".", "")));
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/uptime can't be read: is /proc mounted?", e);
        }
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
