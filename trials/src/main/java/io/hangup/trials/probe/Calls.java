package io.hangup.trials.probe;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The calls of the kernel by which the trial reads sockets itself, so that it does not believe the agent's own
/// reading.
@SuppressWarnings("restricted") // There is no other way to the kernel but FFM.
final class Calls {
    private static final long PIDFD_OPEN = 434;
    private static final long PIDFD_GETFD = 438;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle GETSOCKOPT = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("getsockopt"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SETSOCKOPT = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("setsockopt"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Calls() {}

    /// A duplicate of a process's descriptor; negative when there is none.
    static int duplicate(long pid, int number) {
        int pidfd = (int) syscall(PIDFD_OPEN, pid, 0);
        if (pidfd < 0) {
            return pidfd;
        }
        int copy = (int) syscall(PIDFD_GETFD, pidfd, number);
        close(pidfd);
        return copy;
    }

    /// Fills `value`; how many bytes of it, or a negative number.
    static int get(int socket, int level, int option, MemorySegment value) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
            int result = (int) GETSOCKOPT.invokeExact(socket, level, option, value, length);
            return result < 0 ? result : length.get(JAVA_INT, 0);
        } catch (Throwable e) {
            throw new IllegalStateException("getsockopt(2) can't be called", e);
        }
    }

    static void set(int socket, int level, int option, int value) {
        try (var arena = Arena.ofConfined()) {
            int result = (int) SETSOCKOPT.invokeExact(socket, level, option, arena.allocateFrom(JAVA_INT, value), 4);
            if (result != 0) {
                throw new IllegalStateException("option " + option + " can't be set to " + value);
            }
        } catch (IllegalStateException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("setsockopt(2) can't be called", e);
        }
    }

    static void close(int descriptor) {
        try {
            int _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException("close(2) can't be called", e);
        }
    }

    private static long syscall(long number, long a, long b) {
        try {
            return (long) SYSCALL.invokeExact(number, a, b, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException("syscall(2) can't be called", e);
        }
    }
}
