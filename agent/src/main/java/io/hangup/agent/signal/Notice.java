package io.hangup.agent.signal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// One piece of text for one pseudo-terminal. The file is first opened as a path only, which does nothing to
/// whatever it is; only what is a character device of the right number on devpts is then opened for writing,
/// never as our own terminal and never to wait on: one that is stopped (`^S`) or full refuses at once.
///
/// The time of the last output, by which a session's own output is told, is put back where that is allowed
/// (owner of the terminal, or CAP_FOWNER).
final class Notice {
    /// `DEVPTS_SUPER_MAGIC`, `linux/magic.h`.
    private static final long DEVPTS = 0x1cd1;

    /// Unix98 pseudo-terminals, the first million of them: `Documentation/admin-guide/devices.txt`.
    private static final int PTS = 136;

    private static final int S_IFMT = 0xf000;
    private static final int S_IFCHR = 0x2000;

    private Notice() {}

    /// @param root of the process that serves the session, below `/proc`
    /// @param terminal device number as in proc_pid_stat(5), field 7
    /// @param still whether the session still is at that terminal, asked when its file has been found
    static Optional<String> write(Path root, int terminal, String text, BooleanSupplier still) {
        int major = (terminal >>> 8) & 0xfff;
        int minor = (terminal & 0xff) | ((terminal >>> 12) & 0xfff00);
        if (major != PTS) {
            return Optional.of("it is at no pseudo-terminal");
        }
        String name = "pts/" + minor;
        try (Arena arena = Arena.ofConfined()) {
            int found =
                    TerminalCalls.find(arena, root.resolve("dev").resolve(name).toString());
            if (found < 0) {
                return Optional.of(name + " can't be reached: errno " + -found);
            }
            try {
                return isMeant(arena, found, major, minor) && still.getAsBoolean()
                        ? write(arena, found, name, text)
                        : Optional.of(name + " is another file than the session's terminal");
            } finally {
                Kernel.close(found);
            }
        }
    }

    private static boolean isMeant(Arena arena, int found, int major, int minor) {
        MemorySegment stat = TerminalCalls.stat(arena, found);
        return (stat.get(ValueLayout.JAVA_SHORT, TerminalCalls.MODE) & S_IFMT) == S_IFCHR
                && stat.get(ValueLayout.JAVA_INT, TerminalCalls.MAJOR) == major
                && stat.get(ValueLayout.JAVA_INT, TerminalCalls.MINOR) == minor
                && TerminalCalls.fileSystem(arena, found) == DEVPTS;
    }

    private static Optional<String> write(Arena arena, int found, String name, String text) {
        int open = TerminalCalls.open(arena, found);
        if (open < 0) {
            return Optional.of(
                    open == -Kernel.EACCES
                            ? name + " takes no messages (mesg n), and only root may pass over that"
                            : name + " can't be opened: errno " + -open);
        }
        try {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            MemorySegment before = TerminalCalls.stat(arena, open);
            int written = TerminalCalls.write(arena, open, bytes);
            TerminalCalls.putBack(arena, open, before);
            if (written == bytes.length) {
                return Optional.empty();
            }
            return Optional.of(
                    written == -Kernel.EAGAIN || written >= 0
                            ? name + " takes no more output now: it is stopped (^S) or full"
                            : name + " can't be written to: errno " + -written);
        } finally {
            Kernel.close(open);
        }
    }
}
