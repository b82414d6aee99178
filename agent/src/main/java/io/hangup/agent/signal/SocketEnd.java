package io.hangup.agent.signal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.hangup.agent.enforce.Hand.Severed;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/// Destroys one TCP socket: `SOCK_DESTROY` of sock_diag(7), `linux/sock_diag.h`. The kernel resets the peer, and
/// whoever holds the socket finds it aborted (`ECONNABORTED`). It needs CAP_NET_ADMIN of the caller, whoever
/// opened the netlink socket: `sock_diag_destroy` in `net/core/sock_diag.c`.
///
/// The kernel carries it out and answers before the message is sent, so nothing here waits.
final class SocketEnd {
    private static final short SOCK_DESTROY = 21;
    private static final short REQUEST_ACK = 1 | 4;
    private static final short NLMSG_ERROR = 2;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int IPPROTO_TCP = 6;
    private static final int ALL_STATES = -1;
    private static final int HEADER = 16;
    private static final int REQUEST_BYTES = HEADER + 56;
    private static final int ANSWER_BYTES = 1 << 13;

    /// No such file or directory: no such socket, errno(3).
    private static final int ENOENT = 2;

    /// Not supported: a kernel without `CONFIG_INET_DIAG_DESTROY`, errno(3).
    private static final int EOPNOTSUPP = 95;

    private static final ValueLayout.OfShort PORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final OptionalInt given;
    private final Rights rights;
    private int sequence = (int) ProcessHandle.current().pid() << 12;

    /// @param given a netlink socket of the host's network that this process was started with; else one is opened
    SocketEnd(OptionalInt given, Rights rights) {
        this.given = given;
        this.rights = rights;
    }

    Severed destroy(ExactSocket target) {
        try (Arena arena = Arena.ofConfined()) {
            int socket = given.isPresent() ? given.getAsInt() : DiagCalls.open(arena);
            if (socket < 0) {
                return failed("no netlink socket can be opened: errno " + -socket);
            }
            try {
                return destroy(arena, socket, target);
            } finally {
                if (given.isEmpty()) {
                    Kernel.close(socket);
                }
            }
        }
    }

    private Severed destroy(Arena arena, int socket, ExactSocket target) {
        sequence++;
        int sent = DiagCalls.send(arena, socket, request(arena, target));
        int answer = sent < 0 ? sent : answer(arena, socket);
        return switch (-answer) {
            case 0 -> new Severed.Done();
            case ENOENT -> new Severed.Absent();
            case Kernel.EPERM -> failed(rights.cure("CAP_NET_ADMIN"));
            case EOPNOTSUPP -> failed("this kernel can't (CONFIG_INET_DIAG_DESTROY)");
            case Kernel.EAGAIN -> failed("the kernel did not answer");
            default -> failed("errno " + -answer);
        };
    }

    private static Severed failed(String why) {
        return new Severed.Failed("its socket could not be destroyed: " + why);
    }

    private MemorySegment request(Arena arena, ExactSocket target) {
        byte[] here = target.localAddress();
        byte[] there = target.peerAddress();
        MemorySegment m = arena.allocate(REQUEST_BYTES, 8);
        m.set(JAVA_INT, 0, REQUEST_BYTES);
        m.set(JAVA_SHORT, 4, SOCK_DESTROY);
        m.set(JAVA_SHORT, 6, REQUEST_ACK);
        m.set(JAVA_INT, 8, sequence);
        m.set(JAVA_BYTE, 16, (byte) (here.length == 4 ? AF_INET : AF_INET6));
        m.set(JAVA_BYTE, 17, (byte) IPPROTO_TCP);
        m.set(JAVA_INT, 20, ALL_STATES);
        m.set(PORT, 24, (short) target.localPort());
        m.set(PORT, 26, (short) target.peerPort());
        MemorySegment.copy(here, 0, m, JAVA_BYTE, 28, here.length);
        MemorySegment.copy(there, 0, m, JAVA_BYTE, 44, there.length);
        m.set(JAVA_LONG_UNALIGNED, 64, target.cookie().value());
        return m;
    }

    /// What an earlier user of the socket left unread is passed over.
    private int answer(Arena arena, int socket) {
        MemorySegment m = arena.allocate(ANSWER_BYTES, 8);
        while (true) {
            int length = DiagCalls.receive(arena, socket, m);
            if (length < 0) {
                return length;
            }
            if (length >= HEADER + 4 && m.get(JAVA_INT, 8) == sequence && m.get(JAVA_SHORT, 4) == NLMSG_ERROR) {
                return m.get(JAVA_INT, HEADER);
            }
        }
    }
}
