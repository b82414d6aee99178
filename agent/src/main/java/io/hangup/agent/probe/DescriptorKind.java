package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What one descriptor of a process is, from its link in `/proc/PID/fd`: `socket:[1234]` or `pipe:[1234]`. The link's
/// own permissions tell which end of a pipe it is, proc(5).
final class DescriptorKind {
    enum Kind {
        SOCKET,
        PIPE_READ,
        PIPE_WRITE,
        OTHER
    }

    private static final int STATX_MODE = 0x2;
    private static final int MODE = 28;
    private static final int OWNER_MAY_WRITE = 0200;

    private final Kernel kernel;
    private final ProcFiles files;
    private final MemorySegment stat;
    private long inode;
    private int unread;

    DescriptorKind(Kernel kernel, ProcFiles files, Arena arena) {
        this.kernel = kernel;
        this.files = files;
        stat = arena.allocate(256, 8);
    }

    Kind of(int directory, MemorySegment name) {
        int length = files.link(directory, name);
        note(length);
        inode = length > 0 ? files.number(0, length) : 0;
        if (files.startsWith("socket:[", length)) {
            return Kind.SOCKET;
        }
        return files.startsWith("pipe:[", length) ? end(directory, name) : Kind.OTHER;
    }

    /// Of the socket or pipe asked for last.
    long inode() {
        return inode;
    }

    /// Why a link could not be read since the last call, `-errno`; 0 when all were. Root's own folder of
    /// descriptors may be listed without any capability; where they lead may not be asked then.
    int takeUnread() {
        int was = unread;
        unread = 0;
        return was;
    }

    private void note(int outcome) {
        if (Kernel.unread(outcome)) {
            unread = outcome;
        }
    }

    private Kind end(int directory, MemorySegment name) {
        int outcome = kernel.statx(directory, name, Kernel.AT_SYMLINK_NOFOLLOW, STATX_MODE, stat);
        note(outcome);
        if (outcome < 0) {
            return Kind.OTHER;
        }
        return (stat.get(JAVA_SHORT, MODE) & OWNER_MAY_WRITE) != 0 ? Kind.PIPE_WRITE : Kind.PIPE_READ;
    }
}
