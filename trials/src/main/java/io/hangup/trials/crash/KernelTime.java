package io.hangup.trials.crash;

import io.hangup.agent.journal.Uptime;
import io.hangup.agent.loop.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// This kernel's clocks, of which an agent that is started again goes on counting.
final class KernelTime implements Clock {
    private final Duration start = uptime();

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Duration running() {
        return uptime().minus(start);
    }

    /// For a ledger.
    static Uptime kernel() {
        String boot = text("/proc/sys/kernel/random/boot_id");
        return new Uptime() {
            @Override
            public String boot() {
                return boot;
            }

            @Override
            public Duration now() {
                return uptime();
            }
        };
    }

    private static Duration uptime() {
        String uptime = text("/proc/uptime");
        return Duration.ofMillis(
                10 * Long.parseLong(uptime.substring(0, uptime.indexOf(' ')).replace(".", "")));
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }
}
