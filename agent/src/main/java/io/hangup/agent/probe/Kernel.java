package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/// The few calls to the C library that looking needs, through java.lang.foreign. Each answers what the call does, or
/// `-errno`; nothing is thrown for what the kernel refuses.
@SuppressWarnings("restricted") // calling down is what this class is for
final class Kernel {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int ENAMETOOLONG = 36;
    static final int ENOBUFS = 105;

    /// Relative paths start at the working directory.
    static final int AT_FDCWD = -100;

    static final int AT_SYMLINK_NOFOLLOW = 0x100;

    static final int EPOLLIN = 1;
    static final int EPOLLONESHOT = 1 << 30;

    /// Source: `uapi/linux/time.h`.
    private static final int CLOCK_BOOTTIME = 7;

    private static final int EPOLL_CTL_ADD = 1;
    private static final int CLOEXEC = 0x80000;

    /// The same on every architecture: all calls since 5.1 share their numbers. Source: `asm-generic/unistd.h`.
    private static final long PIDFD_OPEN = 434;

    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPENAT = bind(
            "openat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(3));
    private static final MethodHandle READ =
            bind("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle READLINKAT =
            bind("readlinkat", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle GETDENTS =
            bind("getdents64", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle STATX =
            bind("statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle SOCKET =
            bind("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
            bind("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SEND =
            bind("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECV =
            bind("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private static final MethodHandle EPOLL_CREATE1 = bind("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle EPOLL_CTL =
            bind("epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle EPOLL_WAIT =
            bind("epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle EVENTFD = bind("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOCK_GETTIME =
            bind("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle SYSCALL = bind(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));

    private final MemorySegment state;

    /// A `struct timespec`: seconds and nanoseconds.
    private final MemorySegment time;

    Kernel(Arena arena) {
        state = arena.allocate(STATE);
        time = arena.allocate(JAVA_LONG, 2);
    }

    /// Whether that is what the kernel answers to somebody who may not.
    static boolean refused(int outcome) {
        return outcome == -EACCES || outcome == -EPERM;
    }

    /// Whether that is what it answers of something that is not there.
    static boolean gone(int outcome) {
        return outcome == -ENOENT || outcome == -ESRCH;
    }

    /// Whether something is there that could not be read, refused or for want of a descriptor or of memory. A link that
    /// leads further than the kernel tells was read.
    static boolean unread(int outcome) {
        return outcome < 0 && !gone(outcome) && outcome != -ENAMETOOLONG;
    }

    /// Since the kernel came up, the time it was suspended included: `CLOCK_BOOTTIME` of clock_gettime(2), which nobody
    /// can set, and which `/proc/uptime` of a container may be told otherwise.
    Duration running() {
        int outcome;
        try {
            outcome = outcome((int) CLOCK_GETTIME.invokeExact(state, CLOCK_BOOTTIME, time));
        } catch (Throwable e) {
            throw broken(e);
        }
        if (outcome < 0) {
            throw new IllegalStateException(
                    "clock_gettime(2) has no CLOCK_BOOTTIME, which Linux 2.6.39 and later have");
        }
        return Duration.ofSeconds(time.getAtIndex(JAVA_LONG, 0), time.getAtIndex(JAVA_LONG, 1));
    }

    /// Opens for reading; a path that starts with `/` ignores `directory`.
    int openat(int directory, MemorySegment path) {
        try {
            return outcome((int) OPENAT.invokeExact(state, directory, path, O_RDONLY_CLOEXEC));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int read(int descriptor, MemorySegment into) {
        try {
            return outcome((long) READ.invokeExact(state, descriptor, into, into.byteSize()));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int close(int descriptor) {
        try {
            return outcome((int) CLOSE.invokeExact(state, descriptor));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int readlinkat(int directory, MemorySegment path, MemorySegment into) {
        try {
            return outcome((long) READLINKAT.invokeExact(state, directory, path, into, into.byteSize()));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int getdents(int directory, MemorySegment into) {
        try {
            return outcome((long) GETDENTS.invokeExact(state, directory, into, into.byteSize()));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int statx(int directory, MemorySegment path, int flags, int mask, MemorySegment into) {
        try {
            return outcome((int) STATX.invokeExact(state, directory, path, flags, mask, into));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int socket(int domain, int type, int protocol) {
        try {
            return outcome((int) SOCKET.invokeExact(state, domain, type, protocol));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int setsockopt(int descriptor, int level, int option, MemorySegment value) {
        try {
            return outcome(
                    (int) SETSOCKOPT.invokeExact(state, descriptor, level, option, value, (int) value.byteSize()));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int send(int descriptor, MemorySegment message) {
        try {
            return outcome((long) SEND.invokeExact(state, descriptor, message, message.byteSize(), 0));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int recv(int descriptor, MemorySegment into, int flags) {
        try {
            return outcome((long) RECV.invokeExact(state, descriptor, into, into.byteSize(), flags));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int epollCreate() {
        try {
            return outcome((int) EPOLL_CREATE1.invokeExact(state, CLOEXEC));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int epollAdd(int epoll, int descriptor, MemorySegment event) {
        try {
            return outcome((int) EPOLL_CTL.invokeExact(state, epoll, EPOLL_CTL_ADD, descriptor, event));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// Waits as long as it takes.
    int epollWait(int epoll, MemorySegment events, int most) {
        try {
            return outcome((int) EPOLL_WAIT.invokeExact(state, epoll, events, most, -1));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// @param count above 0, it is readable at once
    int eventfd(int count) {
        try {
            return outcome((int) EVENTFD.invokeExact(state, count, CLOEXEC));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// A descriptor, closed on exec, that becomes readable when the process that has this pid now ends.
    int pidfdOpen(int pid) {
        try {
            return outcome((long) SYSCALL.invokeExact(state, PIDFD_OPEN, (long) pid, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private int outcome(long result) {
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
