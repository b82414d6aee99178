package io.hangup.agent.signal;

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
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.OptionalInt;

/// The calls of the kernel that a hold on a process needs. A failure is its errno, negated.
@SuppressWarnings("restricted") // There is no other way to the kernel but FFM.
final class Kernel {
    /// No such process, errno(3).
    static final int ESRCH = 3;

    /// Try again later, errno(3).
    static final int EAGAIN = 11;

    /// Permission denied, errno(3).
    static final int EACCES = 13;

    /// Not allowed, errno(3).
    static final int EPERM = 1;

    /// The same on every architecture: all calls since 5.1 share their numbers. Source: `asm-generic/unistd.h`.
    private static final long PIDFD_SEND_SIGNAL = 424;

    private static final long PIDFD_OPEN = 434;
    private static final short POLLIN = 1;
    private static final int SOL_SOCKET = 1;

    /// Not the same on every architecture. Source: `asm-generic/socket.h`, `arch/powerpc/include/uapi/asm/socket.h`.
    private static final int SO_PEERCRED = System.getProperty("os.arch").startsWith("ppc") ? 21 : 17;

    private static final MemoryLayout UCRED =
            MemoryLayout.structLayout(JAVA_INT.withName("pid"), JAVA_INT.withName("uid"), JAVA_INT.withName("gid"));
    private static final MemoryLayout POLLFD = MemoryLayout.structLayout(
            JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_VALUE =
            Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            ERRNO);
    private static final MethodHandle POLL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("poll"), FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle GETSOCKOPT = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("getsockopt"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle CLOSE = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Kernel() {}

    /// A file descriptor for the process that has `pid` now. It is closed on exec by itself.
    static int pidfdOpen(int pid) {
        return (int) syscall(PIDFD_OPEN, pid, 0, 0, 0);
    }

    /// Sends a signal to the process of `pidfd`: 0 or an error.
    static int pidfdSendSignal(int pidfd, int signal) {
        return (int) syscall(PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0);
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

    /// The process at the other end of a Unix socket, as it was when it connected or listened. Empty of anything else,
    /// and where that process is not of this one's pid namespace.
    static OptionalInt peer(int fd) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment who = arena.allocate(UCRED);
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) who.byteSize());
            int result = (int) GETSOCKOPT.invokeExact(fd, SOL_SOCKET, SO_PEERCRED, who, length);
            int pid = who.get(JAVA_INT, 0);
            boolean told = result == 0 && length.get(JAVA_INT, 0) == who.byteSize() && pid > 0;
            return told ? OptionalInt.of(pid) : OptionalInt.empty();
        } catch (Throwable e) {
            throw new IllegalStateException("getsockopt(2) can't be called", e);
        }
    }

    static void close(int fd) {
        try {
            int _ = (int) CLOSE.invokeExact(fd);
        } catch (Throwable e) {
            throw new IllegalStateException("close(2) can't be called", e);
        }
    }

    private static long syscall(long number, long a, long b, long c, long d) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            long result = (long) SYSCALL.invokeExact(state, number, a, b, c, d);
            return result == -1 ? -(int) ERRNO_VALUE.get(state, 0L) : result;
        } catch (Throwable e) {
            throw new IllegalStateException("syscall(2) can't be called", e);
        }
    }
}
