package io.hangup.agent.signal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The calls of the C library that [Notice] needs. A failure is its errno, negated.
@SuppressWarnings("restricted") // There is no other way to these calls but FFM.
final class TerminalCalls {
    /// Offsets in `struct statx`, statx(2).
    static final int MODE = 28;

    static final int MAJOR = 128;
    static final int MINOR = 132;
    private static final int WRITTEN_SECONDS = 112;

    // fcntl.h of x86-64 and aarch64, where these are the same.
    private static final int O_WRONLY = 1;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_PATH = 0x200000;

    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC = 0x7ff;

    /// Leave this time as it is, utimensat(2).
    private static final long UTIME_OMIT = (1L << 30) - 2;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN =
            bind("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle STATX =
            bind("statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle FSTATFS = bind("fstatfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle WRITE =
            bind("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle FUTIMENS = bind("futimens", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

    private TerminalCalls() {}

    /// A descriptor of the file itself, by which nothing can be read or written. Opens no device.
    static int find(Arena arena, String path) {
        return open(arena, path, O_PATH | O_CLOEXEC);
    }

    /// Opens what was found, for writing and never to wait.
    static int open(Arena arena, int found) {
        return open(arena, "/proc/self/fd/" + found, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    }

    private static int open(Arena arena, String path, int flags) {
        try {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            return outcome(state, (int) OPEN.invokeExact(state, arena.allocateFrom(path), flags));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// A `struct statx`; all zero when that could not be read.
    static MemorySegment stat(Arena arena, int descriptor) {
        MemorySegment stat = arena.allocate(256, 8);
        try {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int _ = (int)
                    STATX.invokeExact(state, descriptor, arena.allocateFrom(""), AT_EMPTY_PATH, STATX_BASIC, stat);
            return stat;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// `f_type`, statfs(2); -1 when that could not be read.
    static long fileSystem(Arena arena, int descriptor) {
        MemorySegment statfs = arena.allocate(256, 8);
        try {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int result = (int) FSTATFS.invokeExact(state, descriptor, statfs);
            return result == 0 ? statfs.get(JAVA_LONG, 0) : -1;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// How many bytes were taken.
    static int write(Arena arena, int descriptor, byte[] bytes) {
        MemorySegment text = arena.allocate(bytes.length);
        MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
        try {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            return outcome(state, (long) WRITE.invokeExact(state, descriptor, text, (long) bytes.length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// Puts the time of the last output back to what it was. Where that is not allowed, it stays as it is.
    static void putBack(Arena arena, int descriptor, MemorySegment stat) {
        if (stat.get(JAVA_LONG, WRITTEN_SECONDS) == 0) {
            return;
        }
        MemorySegment times = arena.allocate(32, 8);
        times.set(JAVA_LONG, 8, UTIME_OMIT);
        times.set(JAVA_LONG, 16, stat.get(JAVA_LONG, WRITTEN_SECONDS));
        times.set(JAVA_LONG, 24, stat.get(JAVA_INT, WRITTEN_SECONDS + 8));
        try {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int _ = (int) FUTIMENS.invokeExact(state, descriptor, times);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static int outcome(MemorySegment state, long result) {
        return result < 0 ? -(int) ERRNO.get(state, 0L) : Math.toIntExact(result);
    }

    private static MethodHandle bind(String function, FunctionDescriptor descriptor, Linker.Option... more) {
        Linker.Option[] options = new Linker.Option[more.length + 1];
        options[0] = Linker.Option.captureCallState("errno");
        System.arraycopy(more, 0, options, 1, more.length);
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(function), descriptor, options);
    }

    private static IllegalStateException broken(Throwable e) {
        return new IllegalStateException("a call into the C library failed before it reached the kernel", e);
    }
}
