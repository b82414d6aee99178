package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.hangup.agent.census.SocketFact;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.SocketCookie;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Asks the kernel for single sockets, by what names each exactly: no pass over the kernel's tables, sock_diag(7).
final class SingleSockets implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 1;
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int IPPROTO_TCP = 6;
    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short REQUEST = 1;
    private static final int HEADER = 16;

    /// Where a message has the number of the question.
    private static final int SEQUENCE = 8;

    /// `struct inet_diag_req_v2` behind the header.
    private static final int TCP_BYTES = 72;

    /// `struct unix_diag_req` behind the header.
    private static final int UNIX_BYTES = 40;

    private static final int INET_DIAG_INFO_WANTED = 1 << 1;
    private static final int UDIAG_SHOW_NAME = 1;
    private static final int UNIX_DIAG_NAME = 0;
    private static final int UNIX_STATE = HEADER + 2;
    private static final int UNIX_ATTRIBUTES = HEADER + 16;
    private static final int LISTENING = 10;

    /// At most so many in one batch.
    static final int MOST = 64;

    private final MemorySegment request;
    private final MemorySegment answer;
    private final DiagMessages messages = new DiagMessages();
    private final DiagSocket socket;
    private final Map<SocketCookie, byte[]> questions = new HashMap<>();
    private final ByteBuffer batch = ByteBuffer.allocate(MOST * TCP_BYTES).order(ByteOrder.nativeOrder());

    SingleSockets(Kernel kernel, Arena arena, OptionalInt given) {
        request = arena.allocate((long) MOST * TCP_BYTES, 8);
        answer = arena.allocate(8_192, 8);
        socket = new DiagSocket(kernel, arena, given, TIMEOUT_SECONDS);
    }

    /// The TCP socket with this cookie, as it is now; null when there is none. The kernel never answers with another
    /// socket that has the addresses by now.
    @Nullable
    SocketFact tcp(SocketCookie cookie, Endpoint local, Endpoint peer) {
        List<SocketFact> found = answers(List.of(question(cookie, local, peer)));
        return found == null || !found.getFirst().cookie().equals(cookie) ? null : found.getFirst();
    }

    /// These TCP sockets as they are now, in this order; null when one of them is gone, or not to be had by its
    /// addresses, as one that is bound to a device.
    ///
    /// @param known at most [#MOST]
    @Nullable
    List<SocketFact> tcp(List<SocketFact> known) {
        if (questions.size() > 4 * MOST) {
            questions.clear();
        }
        List<byte[]> asked = new ArrayList<>(known.size());
        for (SocketFact one : known) {
            byte[] question = questions.get(one.cookie());
            if (question == null) {
                question = question(one.cookie(), one.local(), one.peer());
                questions.put(one.cookie(), question);
            }
            asked.add(question);
        }
        List<SocketFact> found = answers(asked);
        for (int i = 0; found != null && i < found.size(); i++) {
            if (!found.get(i).cookie().equals(known.get(i).cookie())) {
                return null;
            }
        }
        return found;
    }

    private static byte[] question(SocketCookie cookie, Endpoint local, Endpoint peer) {
        byte[] here = InetAddress.ofLiteral(local.address()).getAddress();
        byte[] there = InetAddress.ofLiteral(peer.address()).getAddress();
        ByteBuffer question = ByteBuffer.allocate(TCP_BYTES).order(ByteOrder.nativeOrder());
        question.putInt(0, TCP_BYTES);
        question.putShort(4, SOCK_DIAG_BY_FAMILY);
        question.putShort(6, REQUEST);
        question.put(16, (byte) (here.length == 4 ? AF_INET : AF_INET6));
        question.put(17, (byte) IPPROTO_TCP);
        question.put(18, (byte) INET_DIAG_INFO_WANTED);
        question.putInt(20, -1);
        question.put(24, (byte) (local.port() >> 8)).put(25, (byte) local.port());
        question.put(26, (byte) (peer.port() >> 8)).put(27, (byte) peer.port());
        question.put(28, here).put(44, there);
        question.putLong(64, cookie.value());
        return question.array();
    }

    // The kernel takes several questions at once (netlink_rcv_skb in net/netlink/af_netlink.c), and has answered each
    // by the time they are sent. All answers are taken, so that none waits in the way of later ones.
    private @Nullable List<SocketFact> answers(List<byte[]> asked) {
        if (asked.isEmpty()) {
            return List.of();
        }
        messages.forgetBeyond(MOST);
        int sequence = socket.next();
        batch.clear();
        for (byte[] question : asked) {
            int at = batch.position();
            batch.put(question).putInt(at + SEQUENCE, sequence);
        }
        MemorySegment.copy(batch.array(), 0, request, JAVA_BYTE, 0, batch.position());
        if (socket.send(request.asSlice(0, batch.position())) < 0) {
            return null;
        }
        List<SocketFact> found = new ArrayList<>(asked.size());
        int gone = 0;
        while (found.size() + gone < asked.size()) {
            int received = socket.recv(answer);
            if (received <= 0 && received != -Kernel.EINTR) {
                return null;
            }
            // One that is gone is answered by an error; what answers an earlier batch, given up on, is passed over.
            if (received > 0 && messages.read(answer, received, sequence, found) != DiagMessages.End.MORE) {
                gone++;
            }
        }
        return gone == 0 ? found : null;
    }

    /// The path that a listening Unix socket was bound to; empty when this is none, or has none.
    String listeningPath(long inode) {
        begin(UNIX_BYTES);
        request.set(JAVA_BYTE, 16, (byte) AF_UNIX);
        request.set(JAVA_INT, 20, -1);
        request.set(JAVA_INT, 24, (int) inode);
        request.set(JAVA_INT, 28, UDIAG_SHOW_NAME);
        request.set(JAVA_LONG, 32, -1);
        int length = ask(UNIX_BYTES);
        return length >= UNIX_ATTRIBUTES
                        && answer.get(JAVA_SHORT_UNALIGNED, 4) == SOCK_DIAG_BY_FAMILY
                        && answer.get(JAVA_BYTE, UNIX_STATE) == LISTENING
                ? name(length)
                : "";
    }

    @Override
    public void close() {
        socket.close();
    }

    private void begin(int length) {
        request.asSlice(0, length).fill((byte) 0);
        request.set(JAVA_INT, 0, length);
        request.set(JAVA_SHORT, 4, SOCK_DIAG_BY_FAMILY);
        request.set(JAVA_SHORT, 6, REQUEST);
        request.set(JAVA_INT, 8, socket.next());
    }

    // An answer to an earlier question, given up on, is passed over.
    private int ask(int length) {
        if (socket.send(request.asSlice(0, length)) < 0) {
            return -1;
        }
        int received;
        do {
            received = socket.recv(answer);
        } while (received == -Kernel.EINTR
                || (received >= HEADER && answer.get(JAVA_INT_UNALIGNED, 8) != socket.sequence()));
        return received;
    }

    private String name(int length) {
        long at = UNIX_ATTRIBUTES;
        while (at + 4 <= length) {
            int size = answer.get(JAVA_SHORT_UNALIGNED, at) & 0xffff;
            if (size < 4 || at + size > length) {
                return "";
            }
            if ((answer.get(JAVA_SHORT_UNALIGNED, at + 2) & 0xffff) == UNIX_DIAG_NAME) {
                return new String(answer.asSlice(at + 4, size - 4L).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
            }
            at += (size + 3) & ~3;
        }
        return "";
    }
}
