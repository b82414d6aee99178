package io.hangup.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How long the kernel has run: `/proc/uptime`, proc(5).
final class Uptime {
    private Uptime() {}

    /// In hundredths of a second. A restarted agent that numbers its snapshots from here goes on above all of its
    /// predecessor's, without a file that could be lost: nobody publishes a hundred snapshots a second.
    static long hundredths() {
        try {
            String uptime = Files.readString(Path.of("/proc/uptime"));
            return parse(uptime);
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/uptime can't be read: is /proc mounted?", e);
        }
    }

    static long parse(String uptime) {
        return Math.max(
                1, Long.parseLong(uptime.substring(0, uptime.indexOf(' ')).replace(".", "")));
    }
}
