package io.hangup.agent.keepalive;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The calls of the kernel by which another process's socket is reached. Each answers what the call does, or `-errno`.
@SuppressWarnings("restricted") // There is no other way to the kernel but FFM.
final class Kernel {
    static final int EPERM = 1;
    static final int ESRCH = 3;
    static final int EBADF = 9;
    static final int EACCES = 13;
    static final int ENOSYS = 38;

    /// Options of a socket, `asm-generic/socket.h`.
    static final int SOL_SOCKET = 1;

    static final int SO_KEEPALIVE = 9;
    static final int SO_COOKIE = 57;

    /// Options of TCP, `linux/tcp.h`.
    static final int IPPROTO_TCP = 6;

    static final int TCP_KEEPIDLE = 4;
    static final int TCP_KEEPINTVL = 5;
    static final int TCP_KEEPCNT = 6;
    static final int TCP_INFO = 11;
    static final int TCP_USER_TIMEOUT = 18;

    /// The same on every architecture: all calls since 5.1 share their numbers. Source: `asm-generic/unistd.h`.
    private static final long PIDFD_OPEN = 434;

    /// Since Linux 5.6, pidfd_getfd(2).
    private static final long PIDFD_GETFD = 438;

    private static final short POLLIN = 1;
    private static final MemoryLayout POLLFD = MemoryLayout.structLayout(
            JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));
    private static final MethodHandle GETSOCKOPT = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("getsockopt"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS),
            Linker.Option.captureCallState("errno"));
    private static final MethodHandle SETSOCKOPT = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("setsockopt"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
            Linker.Option.captureCallState("errno"));
    private static final MethodHandle POLL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("poll"), FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Kernel() {}

    /// A descriptor for the process that has `pid` now. It is closed on exec by itself.
    static int pidfdOpen(int pid) {
        return (int) syscall(PIDFD_OPEN, pid, 0, 0);
    }

    /// A duplicate of descriptor `number` of the process of `pidfd`. It is closed on exec by itself.
    static int pidfdGetfd(int pidfd, int number) {
        return (int) syscall(PIDFD_GETFD, pidfd, number, 0);
    }

    /// Reads an option into `value`. @return how many bytes of it the kernel filled
    static int getsockopt(int socket, int level, int option, MemorySegment value) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
            int result = (int) GETSOCKOPT.invokeExact(state, socket, level, option, value, length);
            return result < 0 ? -(int) ERRNO.get(state, 0L) : length.get(JAVA_INT, 0);
        } catch (Throwable e) {
            throw new IllegalStateException("getsockopt(2) can't be called", e);
        }
    }

    /// Sets an option that is a number: 0 or an error.
    static int setsockopt(int socket, int level, int option, int value) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment number = arena.allocateFrom(JAVA_INT, value);
            int result = (int) SETSOCKOPT.invokeExact(state, socket, level, option, number, 4);
            return result < 0 ? -(int) ERRNO.get(state, 0L) : 0;
        } catch (Throwable e) {
            throw new IllegalStateException("setsockopt(2) can't be called", e);
        }
    }

    /// Whether the process of `pidfd` has ended: a pidfd becomes readable then. Never waits.
    static boolean ended(int pidfd) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment poll = arena.allocate(POLLFD);
            poll.set(JAVA_INT, 0, pidfd);
            poll.set(JAVA_SHORT, 4, POLLIN);
            return (int) POLL.invokeExact(poll, 1L, 0) == 1;
        } catch (Throwable e) {
            throw new IllegalStateException("poll(2) can't be called", e);
        }
    }

    static void close(int descriptor) {
        try {
            int _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException("close(2) can't be called", e);
        }
    }

    private static long syscall(long number, long a, long b, long c) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long result = (long) SYSCALL.invokeExact(state, number, a, b, c);
            return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (Throwable e) {
            throw new IllegalStateException("syscall(2) can't be called", e);
        }
    }
}
