package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/// Reads files, links and folders of `/proc` into buffers that are used again and again.
///
/// Every read answers a length or `-errno`. A process that goes away meanwhile is `ENOENT` or `ESRCH`: fine.
final class ProcFiles implements AutoCloseable {
    /// Enough for every file that is read whole; `children` of a listener with 8,000 connections fits.
    private static final int BUFFER = 1 << 16;

    private static final int PATH = 4_096;

    /// Where `struct linux_dirent64` has its own length and its name, getdents64(2).
    private static final int DIRENT_LENGTH = 16;

    private static final int DIRENT_NAME = 19;

    private final Kernel kernel;
    private final MemorySegment path;
    private final byte[] pathBytes = new byte[PATH];
    private final MemorySegment buffer;
    private final MemorySegment entries;
    private final byte[] bytes = new byte[BUFFER];

    /// As much of `entries` as was filled: byte by byte an array is read several times as fast.
    private final ByteBuffer listed = ByteBuffer.allocate(BUFFER).order(ByteOrder.nativeOrder());

    /// The folder, open, where every path begins; or `-errno`.
    private final int root;

    private int pathLength;

    /// @param root `/proc`, or a captured tree
    ProcFiles(Kernel kernel, Arena arena, Path root) {
        this.kernel = kernel;
        path = arena.allocate(PATH);
        buffer = arena.allocate(BUFFER, 8);
        entries = arena.allocate(BUFFER, 8);
        this.root = kernel.openat(Kernel.AT_FDCWD, arena.allocateFrom(root.toString()));
    }

    @Override
    public void close() {
        if (root >= 0) {
            kernel.close(root);
        }
    }

    /// What the last read left: valid up to the length it answered, until the next read.
    byte[] bytes() {
        return bytes;
    }

    /// Reads `/proc/PID/name`.
    int read(int pid, String name) {
        return slurp(path(pid, name));
    }

    /// Reads `/proc/name`.
    int read(String name) {
        pathLength = 0;
        append(name);
        return slurp(terminated());
    }

    /// Reads where the link `/proc/PID/name` points.
    int link(int pid, String name) {
        return root < 0 ? root : link(root, path(pid, name));
    }

    /// Reads where a link in an open folder points. @param name ends with a zero byte
    int link(int directory, MemorySegment name) {
        int length = kernel.readlinkat(directory, name, buffer);
        // Whoever is reaped meanwhile is refused, to root as well (`proc_pid_readlink` of fs/proc/base.c): asked again
        // he is gone.
        return taken(length == -Kernel.EACCES ? kernel.readlinkat(directory, name, buffer) : length);
    }

    /// Calls back with every pid there is. @return 0 or `-errno`
    int pids(IntConsumer each) {
        pathLength = 0;
        append(".");
        int directory = open(terminated());
        return directory < 0 ? directory : numbers(directory, (number, _) -> each.accept(number));
    }

    /// Calls back with every descriptor of a process. The folder stays open during the calls.
    ///
    /// @return 0 or `-errno`
    int descriptors(int pid, Descriptor each) {
        int directory = open(path(pid, "fd"));
        return directory < 0
                ? directory
                : numbers(directory, (number, at) -> each.seen(directory, number, entries.asSlice(at)));
    }

    /// Calls back with every thread of a process. @return 0 or `-errno`
    int threads(int pid, IntConsumer each) {
        int directory = open(path(pid, "task"));
        return directory < 0 ? directory : numbers(directory, (number, _) -> each.accept(number));
    }

    /// The first number in what was read, from `from` on; -1 when there is none.
    long number(int from, int length) {
        int at = from;
        while (at < length && (bytes[at] < '0' || bytes[at] > '9')) {
            at++;
        }
        long value = at < length ? 0 : -1;
        while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + bytes[at++] - '0';
        }
        return value;
    }

    /// Whether what was read starts so.
    boolean startsWith(String prefix, int length) {
        if (length < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (bytes[i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// One open file of a process.
    interface Descriptor {
        /// @param directory the open folder, @param name of the link in it, ends with a zero byte
        void seen(int directory, int number, MemorySegment name);
    }

    private interface Numbered {
        /// @param name where in `entries` it begins
        void seen(int number, int name);
    }

    private int numbers(int directory, Numbered each) {
        try {
            int length;
            while ((length = kernel.getdents(directory, entries)) > 0) {
                MemorySegment.copy(entries, JAVA_BYTE, 0, listed.array(), 0, length);
                for (int at = 0; at < length; at += listed.getShort(at + DIRENT_LENGTH) & 0xffff) {
                    int number = decimal(listed.array(), at + DIRENT_NAME);
                    if (number >= 0) {
                        each.seen(number, at + DIRENT_NAME);
                    }
                }
            }
            return length;
        } finally {
            kernel.close(directory);
        }
    }

    private static int decimal(byte[] name, int from) {
        int value = 0;
        for (int at = from; name[at] != 0; at++) {
            if (name[at] < '0' || name[at] > '9') {
                return -1;
            }
            value = value * 10 + name[at] - '0';
        }
        return value;
    }

    private int open(MemorySegment file) {
        return root < 0 ? root : kernel.openat(root, file);
    }

    private int slurp(MemorySegment file) {
        int descriptor = open(file);
        if (descriptor < 0) {
            return descriptor;
        }
        int total = 0;
        int length;
        // seq_file may answer in parts; most files come whole and cost one more read only when the buffer is full.
        do {
            length = kernel.read(descriptor, total == 0 ? buffer : buffer.asSlice(total));
            total += Math.max(0, length);
        } while (length >= PATH - Long.BYTES && total < BUFFER);
        kernel.close(descriptor);
        return taken(length < 0 ? length : total);
    }

    private int taken(int length) {
        if (length > 0) {
            MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, 0, length);
        }
        return length;
    }

    private MemorySegment path(int pid, String name) {
        pathLength = 0;
        append(pid);
        pathBytes[pathLength++] = '/';
        append(name);
        return terminated();
    }

    // Put together in an array and copied at once: byte by byte into a segment costs several times as much.
    private MemorySegment terminated() {
        pathBytes[pathLength] = 0;
        MemorySegment.copy(pathBytes, 0, path, JAVA_BYTE, 0, pathLength + 1);
        return path;
    }

    private void append(int number) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        int rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            pathBytes[pathLength + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        pathLength += digits;
    }

    private void append(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            pathBytes[pathLength++] = (byte) ascii.charAt(i);
        }
    }
}
