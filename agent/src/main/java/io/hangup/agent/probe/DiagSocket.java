package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;

/// One netlink socket for sock_diag(7), and the numbers of the questions on it.
final class DiagSocket implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int MSG_DONTWAIT = 0x40;

    /// More batches than the largest table has.
    private static final int MOST_STALE = 65_536;

    private final Kernel kernel;
    private final int descriptor;
    private final MemorySegment stale;
    private int sequence;

    /// @param given one that this process was started with; its last user may have left answers in it
    DiagSocket(Kernel kernel, Arena arena, OptionalInt given, int timeoutSeconds) {
        this.kernel = kernel;
        stale = arena.allocate(1 << 16, 8);
        descriptor =
                given.isPresent() ? given.getAsInt() : kernel.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_SOCK_DIAG);
        if (given.isPresent()) {
            drain();
            // Should an answer come late all the same, it is to another number.
            sequence = (int) (ProcessHandle.current().pid() << 12);
        }
        MemorySegment timeout = arena.allocate(16, 8);
        timeout.set(JAVA_LONG, 0, timeoutSeconds);
        kernel.setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, timeout);
    }

    /// The number of the next question.
    int next() {
        return ++sequence;
    }

    /// The number of the question asked last.
    int sequence() {
        return sequence;
    }

    int send(MemorySegment message) {
        return kernel.send(descriptor, message);
    }

    int recv(MemorySegment into) {
        return kernel.recv(descriptor, into, 0);
    }

    /// Takes what is still to come of a dump that was given up on: until it is done no other may begin (EBUSY), and it
    /// goes on only as it is taken (`netlink_recvmsg`).
    void drain() {
        int left = MOST_STALE;
        int outcome;
        do {
            outcome = kernel.recv(descriptor, stale, MSG_DONTWAIT);
        } while (--left > 0 && (outcome > 0 || outcome == -Kernel.ENOBUFS || outcome == -Kernel.EINTR));
    }

    @Override
    public void close() {
        kernel.close(descriptor);
    }
}
