package io.hangup.agent.signal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The calls of the C library that [SocketEnd] needs. A failure is its errno, negated.
@SuppressWarnings("restricted") // There is no other way to these calls but FFM.
final class DiagCalls {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int MSG_DONTWAIT = 0x40;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SOCKET =
            bind("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SEND =
            bind("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECV =
            bind("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private DiagCalls() {}

    /// A netlink socket for sock_diag(7), of this process's network.
    static int open(Arena arena) {
        try {
            MemorySegment state = state(arena);
            return outcome(state, (int) SOCKET.invokeExact(state, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_SOCK_DIAG));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int send(Arena arena, int socket, MemorySegment message) {
        try {
            MemorySegment state = state(arena);
            return outcome(state, (long) SEND.invokeExact(state, socket, message, message.byteSize(), 0));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// What lies there to be read; never waits.
    static int receive(Arena arena, int socket, MemorySegment into) {
        try {
            MemorySegment state = state(arena);
            return outcome(state, (long) RECV.invokeExact(state, socket, into, into.byteSize(), MSG_DONTWAIT));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static MemorySegment state(Arena arena) {
        return arena.allocate(Linker.Option.captureStateLayout());
    }

    private static int outcome(MemorySegment state, long result) {
        return result < 0 ? -(int) ERRNO.get(state, 0L) : Math.toIntExact(result);
    }

    private static MethodHandle bind(String function, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(function), descriptor, Linker.Option.captureCallState("errno"));
    }

    private static IllegalStateException broken(Throwable e) {
        return new IllegalStateException("a call into the C library failed before it reached the kernel", e);
    }
}
