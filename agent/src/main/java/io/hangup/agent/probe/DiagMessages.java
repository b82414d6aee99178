package io.hangup.agent.probe;

import io.hangup.agent.census.SocketFact;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what the kernel answers to a dump of TCP sockets: netlink messages that each hold an `inet_diag_msg` and
/// attributes, among them `tcp_info` (`linux/inet_diag.h`, `linux/tcp.h`). Older kernels send a shorter `tcp_info`;
/// what is missing reads as zero, except a missing window, which is not closed.
final class DiagMessages {
    /// How a batch of messages ended.
    enum End {
        /// More batches follow.
        MORE,
        DONE,
        /// The table changed under the dump: rows may be missing or doubled.
        INTERRUPTED,
        FAILED
    }

    private static final int HEADER = 16;
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int NLM_F_DUMP_INTR = 0x10;
    private static final int DIAG = 72;
    private static final int INET_DIAG_INFO = 2;
    private static final int INET_DIAG_CGROUP_ID = 21;
    private static final int AF_INET = 2;
    private static final long OPEN_WINDOW = 65_535;

    private record Ends(SocketCookie cookie, Endpoint local, Endpoint peer) {}

    private final Map<Long, Ends> known = new HashMap<>();
    private boolean interrupted;
    private int errno;

    /// @param batch read as a buffer: without the JVM's second compiler a field of a segment costs several times as
    /// much
    /// @param length bytes of `batch` that the kernel filled
    /// @param sequence of the request; answers to an earlier one, given up on, are passed over
    End read(MemorySegment batch, long length, int sequence, List<SocketFact> into) {
        ByteBuffer m = batch.asByteBuffer().order(ByteOrder.nativeOrder());
        int at = 0;
        while (at + HEADER <= length) {
            long size = unsigned(m, at);
            int type = m.getShort(at + 4) & 0xffff;
            int flags = m.getShort(at + 6) & 0xffff;
            if (size < HEADER || at + size > length) {
                errno = 0;
                return finish(End.FAILED);
            }
            int next = at + (((int) size + 3) & ~3);
            if (m.getInt(at + 8) != sequence) {
                at = next;
                continue;
            }
            interrupted |= (flags & NLM_F_DUMP_INTR) != 0;
            if (type == NLMSG_DONE || type == NLMSG_ERROR) {
                int outcome = size >= HEADER + 4 ? m.getInt(at + HEADER) : 0;
                errno = -outcome;
                // A dump that goes wrong under way is done as well: with what went wrong (`netlink_dump_done`).
                return finish(type == NLMSG_DONE && outcome >= 0 ? End.DONE : End.FAILED);
            }
            if (size >= HEADER + DIAG) {
                into.add(row(m, at + HEADER, at + (int) size));
            }
            at = next;
        }
        return End.MORE;
    }

    /// Why the last dump failed; 0 when the answer made no sense.
    int errno() {
        return errno;
    }

    /// Forgets the addresses of sockets that are gone.
    void forgetBeyond(int sockets) {
        if (known.size() > 2 * sockets + 1_024) {
            known.clear();
        }
    }

    private End finish(End end) {
        End how = end == End.DONE && interrupted ? End.INTERRUPTED : end;
        interrupted = false;
        return how;
    }

    private SocketFact row(ByteBuffer m, int diag, int end) {
        int info = 0;
        int infoLength = 0;
        long cgroup = 0;
        int at = diag + DIAG;
        while (at + 4 <= end) {
            int length = m.getShort(at) & 0xffff;
            int type = m.getShort(at + 2) & 0xffff;
            if (length < 4 || at + length > end) {
                break;
            }
            if (type == INET_DIAG_INFO) {
                info = at + 4;
                infoLength = length - 4;
            } else if (type == INET_DIAG_CGROUP_ID && length >= 12) {
                cgroup = m.getLong(at + 4);
            }
            at += (length + 3) & ~3;
        }
        return fact(m, diag, new Info(m, info, infoLength), cgroup);
    }

    private SocketFact fact(ByteBuffer m, int diag, Info info, long cgroup) {
        long cookie = m.getLong(diag + 44);
        Ends ends = known.get(cookie);
        if (ends == null) {
            ends = ends(m, diag, cookie);
            known.put(cookie, ends);
        }
        return new SocketFact(
                ends.cookie,
                ends.local,
                ends.peer,
                unsigned(m, diag + 68),
                cgroup,
                TcpState.of(m.get(diag + 1)),
                TcpTimer.of(m.get(diag + 2)),
                info.octet(2),
                info.octet(3),
                info.octet(4),
                (int) info.word(24),
                unsigned(m, diag + 56),
                unsigned(m, diag + 60),
                info.has(228, 4) ? info.word(228) : OPEN_WINDOW,
                info.word(56),
                info.word(52),
                info.word(44),
                info.doubleWord(128),
                info.doubleWord(200),
                info.doubleWord(120),
                info.word(152),
                info.word(156));
    }

    private static Ends ends(ByteBuffer m, int diag, long cookie) {
        boolean v4 = m.get(diag) == AF_INET;
        MemorySegment addresses = MemorySegment.ofBuffer(m);
        return new Ends(
                new SocketCookie(cookie),
                new Endpoint(Addresses.text(addresses, diag + 8, v4), port(m, diag + 4)),
                new Endpoint(Addresses.text(addresses, diag + 24, v4), port(m, diag + 6)));
    }

    private static int port(ByteBuffer m, int at) {
        return ((m.get(at) & 0xff) << 8) | (m.get(at + 1) & 0xff);
    }

    private static long unsigned(ByteBuffer m, int at) {
        return m.getInt(at) & 0xffff_ffffL;
    }

    /// `struct tcp_info`, as much of it as this kernel knows.
    private record Info(ByteBuffer m, int at, int length) {
        boolean has(int offset, int size) {
            return offset + size <= length;
        }

        int octet(int offset) {
            return has(offset, 1) ? m.get(at + offset) & 0xff : 0;
        }

        long word(int offset) {
            return has(offset, 4) ? unsigned(m, at + offset) : 0;
        }

        long doubleWord(int offset) {
            return has(offset, 8) ? m.getLong(at + offset) : 0;
        }
    }
}
