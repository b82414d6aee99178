package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/// Reads files, links and folders of `/proc` into buffers that are used again and again.
///
/// Every read answers a length or `-errno`. A process that goes away meanwhile is `ENOENT` or `ESRCH`: fine.
final class ProcFiles {
    /// Enough for every file that is read whole; `children` of a listener with 8,000 connections fits.
    private static final int BUFFER = 1 << 16;

    private static final int PATH = 4_096;
    private static final int DIRENT_NAME = 19;

    private final Kernel kernel;
    private final MemorySegment path;
    private final byte[] pathBytes = new byte[PATH];
    private final MemorySegment buffer;
    private final MemorySegment entries;
    private final byte[] bytes = new byte[BUFFER];
    private final int rootLength;
    private int pathLength;

    /// @param root `/proc`, or a captured tree
    ProcFiles(Kernel kernel, Arena arena, Path root) {
        this.kernel = kernel;
        path = arena.allocate(PATH);
        buffer = arena.allocate(BUFFER, 8);
        entries = arena.allocate(BUFFER, 8);
        byte[] prefix = (root + "/").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(prefix, 0, pathBytes, 0, prefix.length);
        rootLength = prefix.length;
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
        pathLength = rootLength;
        append(name);
        return slurp(terminated());
    }

    /// Reads where the link `/proc/PID/name` points.
    int link(int pid, String name) {
        return taken(kernel.readlinkat(Kernel.AT_FDCWD, path(pid, name), buffer));
    }

    /// Reads where a link in an open folder points. @param name ends with a zero byte
    int link(int directory, MemorySegment name) {
        return taken(kernel.readlinkat(directory, name, buffer));
    }

    /// Calls back with every pid there is. @return 0 or `-errno`
    int pids(IntConsumer each) {
        pathLength = rootLength;
        int directory = kernel.openat(Kernel.AT_FDCWD, terminated());
        return directory < 0 ? directory : numbers(directory, (number, _) -> each.accept(number));
    }

    /// Calls back with every descriptor of a process. The folder stays open during the calls.
    ///
    /// @return 0 or `-errno`
    int descriptors(int pid, Descriptor each) {
        int directory = kernel.openat(Kernel.AT_FDCWD, path(pid, "fd"));
        return directory < 0 ? directory : numbers(directory, (number, name) -> each.seen(directory, number, name));
    }

    /// Calls back with every thread of a process. @return 0 or `-errno`
    int threads(int pid, IntConsumer each) {
        int directory = kernel.openat(Kernel.AT_FDCWD, path(pid, "task"));
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
        void seen(int number, MemorySegment name);
    }

    private int numbers(int directory, Numbered each) {
        try {
            int length;
            while ((length = kernel.getdents(directory, entries)) > 0) {
                for (int at = 0; at < length; ) {
                    int size = entries.get(JAVA_SHORT_UNALIGNED, at + Long.BYTES * 2L) & 0xffff;
                    int number = decimal(at + DIRENT_NAME);
                    if (number >= 0) {
                        each.seen(number, entries.asSlice(at + (long) DIRENT_NAME));
                    }
                    at += size;
                }
            }
            return length;
        } finally {
            kernel.close(directory);
        }
    }

    private int decimal(long from) {
        int value = 0;
        long at = from;
        byte b;
        while ((b = entries.get(JAVA_BYTE, at++)) != 0) {
            if (b < '0' || b > '9') {
                return -1;
            }
            value = value * 10 + b - '0';
        }
        return value;
    }

    private int slurp(MemorySegment file) {
        int descriptor = kernel.openat(Kernel.AT_FDCWD, file);
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
        pathLength = rootLength;
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
