package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.hangup.agent.census.TerminalFact;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Read and write times of pseudo-terminals, statx(2). `/dev/pts/3` is another terminal in every mount of devpts, so a
/// session's device is looked up through its own root when that is not ours.
final class Terminals {
    private static final int STATX_ATIME_MTIME_INO = 0x20 | 0x40 | 0x100;
    private static final int INODE = 32;
    private static final int READ = 64;
    private static final int WRITTEN = 112;
    private static final int DEVICE_MAJOR = 136;
    private static final int DEVICE_MINOR = 140;

    /// Unix98 pseudo-terminals have the major numbers 136 to 143, a million of them the first.
    private static final int FIRST_PTS = 136;

    private static final int LAST_PTS = 143;

    private record Entry(int tty, String device, MemorySegment path, TerminalFact last) {}

    private final Kernel kernel;
    private final Arena arena;
    private final MemorySegment stat;
    private final Map<Integer, MemorySegment> own = new HashMap<>();
    private final Map<Integer, Entry> byLeader = new HashMap<>();
    private @Nullable String trouble;

    Terminals(Kernel kernel, Arena arena) {
        this.kernel = kernel;
        this.arena = arena;
        stat = arena.allocate(256, 8);
    }

    /// Reads the terminal of a leader. @param tty device number, not 0
    TerminalFact read(Integer leader, int tty) {
        Entry known = byLeader.get(leader);
        if (known == null || known.tty != tty) {
            known = open(leader, tty);
        }
        TerminalFact now = now(known);
        if (!now.equals(known.last)) {
            byLeader.put(leader, new Entry(tty, known.device, known.path, now));
            return now;
        }
        byLeader.putIfAbsent(leader, known);
        return known.last;
    }

    /// Forgets all but these leaders.
    void retain(Set<Integer> leaders) {
        byLeader.keySet().retainAll(leaders);
    }

    /// Why a terminal could not be looked at since the last call.
    @Nullable
    String takeTrouble() {
        String why = trouble;
        trouble = null;
        return why;
    }

    /// The name in `/dev` of a pseudo-terminal, or of another terminal its number, which names no file.
    static String device(int tty) {
        return isPseudo(tty) ? "pts/" + minor(tty) : "tty " + major(tty) + ":" + minor(tty);
    }

    private static int major(int tty) {
        return (tty >>> 8) & 0xfff;
    }

    private static int minor(int tty) {
        return (tty & 0xff) | ((tty >>> 12) & 0xfff00);
    }

    private static boolean isPseudo(int tty) {
        return major(tty) >= FIRST_PTS && major(tty) <= LAST_PTS;
    }

    private Entry open(int leader, int tty) {
        int minor = minor(tty);
        String device = device(tty);
        if (!isPseudo(tty)) {
            return new Entry(tty, device, MemorySegment.NULL, new TerminalFact.Unseen(device));
        }
        MemorySegment ours = own.computeIfAbsent(minor, n -> arena.allocateFrom("/dev/pts/" + n));
        return new Entry(tty, device, isOurs(leader, device, ours), new TerminalFact.Unseen(device));
    }

    // Equal devpts mount and inode: the same device. A root that may not be looked into leaves only ours to try.
    private MemorySegment isOurs(int leader, String device, MemorySegment ours) {
        try (Arena brief = Arena.ofConfined()) {
            String through = "/proc/" + leader + "/root/dev/" + device;
            int error = kernel.statx(Kernel.AT_FDCWD, brief.allocateFrom(through), 0, STATX_ATIME_MTIME_INO, stat);
            if (error < 0) {
                return ours;
            }
            long inode = stat.get(JAVA_LONG, INODE);
            int major = stat.get(JAVA_INT, DEVICE_MAJOR);
            int minor = stat.get(JAVA_INT, DEVICE_MINOR);
            boolean same = kernel.statx(Kernel.AT_FDCWD, ours, 0, STATX_ATIME_MTIME_INO, stat) == 0
                    && stat.get(JAVA_LONG, INODE) == inode
                    && stat.get(JAVA_INT, DEVICE_MAJOR) == major
                    && stat.get(JAVA_INT, DEVICE_MINOR) == minor;
            return same ? ours : Arena.ofAuto().allocateFrom(through);
        }
    }

    private TerminalFact now(Entry entry) {
        if (entry.path.equals(MemorySegment.NULL)) {
            return entry.last;
        }
        int error = kernel.statx(Kernel.AT_FDCWD, entry.path, 0, STATX_ATIME_MTIME_INO, stat);
        if (error < 0) {
            if (error != -Kernel.ENOENT) {
                trouble = "/dev/" + entry.device + " can't be looked at (errno " + -error + ")";
            }
            return new TerminalFact.Unseen(entry.device);
        }
        long read = stat.get(JAVA_LONG, READ);
        long written = stat.get(JAVA_LONG, WRITTEN);
        return entry.last instanceof TerminalFact.Seen(String _, Instant before, Instant output)
                        && before.getEpochSecond() == read
                        && output.getEpochSecond() == written
                ? entry.last
                : new TerminalFact.Seen(entry.device, instant(read), instant(written));
    }

    // Whose terminal it is can set them to any second there is, also to such that no [Instant] can be.
    private static Instant instant(long second) {
        return Instant.ofEpochSecond(Math.clamp(second, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()));
    }
}
