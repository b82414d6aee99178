package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.hangup.agent.census.SocketFact;
import io.hangup.agent.census.UnixFact;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Asks the kernel for sockets over netlink, sock_diag(7). It sees the network namespace it was opened in.
final class SockDiag implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 2;

    /// The older request answers for IPv4 and IPv6 in one pass over the kernel's table.
    private static final short TCPDIAG_GETSOCK = 18;

    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short REQUEST = 1;
    private static final short REQUEST_DUMP = 0x301;
    private static final int LISTEN_STATE = 1 << 10;
    private static final int CONNECTED_STATES = 0xfff & ~(LISTEN_STATE | 1 | 1 << 3 | 1 << 6);
    private static final int UDIAG_SHOW_NAME = 1;
    private static final int UDIAG_SHOW_PEER = 4;
    private static final int TRIES = 3;
    private static final int REQUEST_BYTES = 76;

    /// SSH listens on a handful of ports; with more than this all sockets are listed and told apart here.
    private static final int MAX_PORTS = 64;

    private final MemorySegment dump;
    private final MemorySegment unix;
    private final MemorySegment answer;
    private final DiagMessages messages = new DiagMessages();
    private final DiagSocket socket;
    private Optional<String> trouble = Optional.empty();

    /// Of the last dump that failed.
    private int errno;

    SockDiag(Kernel kernel, Arena arena, OptionalInt given) {
        dump = arena.allocate(REQUEST_BYTES + PortFilter.size(MAX_PORTS), 8);
        unix = arena.allocate(40, 8);
        answer = arena.allocate(1 << 16, 8);
        socket = new DiagSocket(kernel, arena, given, TIMEOUT_SECONDS);
    }

    /// Adds every listening TCP socket. @return whether the kernel told
    boolean listening(List<SocketFact> into) {
        return dump(Set.of(), false, LISTEN_STATE, into);
    }

    /// Adds every TCP socket past the handshake with one of these local ports, in one pass over the kernel's table.
    ///
    /// @param ports none means all
    boolean connected(Set<Integer> ports, List<SocketFact> into) {
        boolean told = dump(ports.size() > MAX_PORTS ? Set.of() : ports, false, CONNECTED_STATES, into);
        if (told) {
            // The addresses of those that wait for clients are few, and kept among these.
            messages.forgetBeyond(into.size());
        }
        return told;
    }

    /// Adds every TCP socket past the handshake whose peer has one of these ports, in one pass.
    ///
    /// @param ports none means all
    boolean towards(Set<Integer> ports, List<SocketFact> into) {
        return dump(ports.size() > MAX_PORTS ? Set.of() : ports, true, CONNECTED_STATES, into);
    }

    /// Why the last dump failed.
    Optional<String> trouble() {
        return trouble;
    }

    /// The inode of the Unix socket that this one is paired with.
    OptionalLong pairOf(long inode) {
        long peer = unix(inode).peer();
        return peer == 0 ? OptionalLong.empty() : OptionalLong.of(peer);
    }

    /// What is known of one socket, if it is a Unix one; its name is its peer's when it has none.
    UnixFact unix(long inode) {
        int length = ask(inode);
        if (length == 0) {
            return UnixFact.NONE;
        }
        boolean connected = UnixMessage.connected(answer);
        String path = UnixMessage.path(answer, length);
        long peer = UnixMessage.peer(answer, length);
        if (path.isEmpty() && connected && peer != 0) {
            int beyond = ask(peer);
            path = beyond == 0 ? "" : UnixMessage.path(answer, beyond);
        }
        return new UnixFact(connected, path, peer);
    }

    private int ask(long inode) {
        unix.fill((byte) 0);
        unix.set(JAVA_INT, 0, (int) unix.byteSize());
        unix.set(JAVA_SHORT, 4, SOCK_DIAG_BY_FAMILY);
        unix.set(JAVA_SHORT, 6, REQUEST);
        unix.set(JAVA_INT, 8, socket.next());
        unix.set(JAVA_BYTE, 16, (byte) 1);
        unix.set(JAVA_INT, 20, -1);
        unix.set(JAVA_INT, 24, (int) inode);
        unix.set(JAVA_INT, 28, UDIAG_SHOW_NAME | UDIAG_SHOW_PEER);
        unix.set(JAVA_LONG, 32, -1);
        int length = socket.send(unix) < 0 ? 0 : socket.recv(answer);
        return length < 40
                        || answer.get(JAVA_INT_UNALIGNED, 8) != socket.sequence()
                        || answer.get(JAVA_SHORT_UNALIGNED, 4) != SOCK_DIAG_BY_FAMILY
                ? 0
                : length;
    }

    @Override
    public void close() {
        socket.close();
    }

    private boolean dump(Set<Integer> ports, boolean peer, int states, List<SocketFact> into) {
        int before = into.size();
        for (int attempt = 1; ; attempt++) {
            DiagMessages.End end = once(ports, peer, states, into);
            if (end == DiagMessages.End.DONE || (end == DiagMessages.End.INTERRUPTED && attempt == TRIES)) {
                return true;
            }
            into.subList(before, into.size()).clear();
            // Another dump was under way, and has been taken by now.
            boolean busy = errno == Kernel.EBUSY && attempt < TRIES;
            if (end == DiagMessages.End.FAILED && !busy) {
                return false;
            }
        }
    }

    private DiagMessages.End once(Set<Integer> ports, boolean peer, int states, List<SocketFact> into) {
        dump.fill((byte) 0);
        long length = (long) REQUEST_BYTES
                + (ports.isEmpty() ? 0 : PortFilter.write(ports, peer, dump.asSlice(REQUEST_BYTES)));
        dump.set(JAVA_INT, 0, (int) length);
        dump.set(JAVA_SHORT, 4, TCPDIAG_GETSOCK);
        dump.set(JAVA_SHORT, 6, REQUEST_DUMP);
        dump.set(JAVA_INT, 8, socket.next());
        dump.set(JAVA_BYTE, 16, (byte) 2);
        dump.set(JAVA_BYTE, 19, (byte) (1 << 1));
        dump.set(JAVA_INT_UNALIGNED, 68, states);
        int sent = socket.send(dump.asSlice(0, length));
        if (sent < 0) {
            return failed(-sent);
        }
        while (true) {
            int received = socket.recv(answer);
            if (received == -Kernel.EINTR) {
                continue;
            }
            if (received <= 0) {
                return failed(-received);
            }
            DiagMessages.End end = messages.read(answer, received, socket.sequence(), into);
            if (end == DiagMessages.End.FAILED) {
                return failed(messages.errno());
            }
            if (end != DiagMessages.End.MORE) {
                trouble = Optional.empty();
                return end;
            }
        }
    }

    private DiagMessages.End failed(int why) {
        errno = why;
        socket.drain();
        trouble = Optional.of(
                switch (why) {
                    case Kernel.ENOENT ->
                        "the kernel has no tcp_diag: load the modules inet_diag and tcp_diag (errno 2)";
                    case Kernel.EPERM, Kernel.EACCES ->
                        "the kernel refuses sock_diag: let the agent use AF_NETLINK sockets (errno " + why + ")";
                    default -> "the kernel did not list its TCP sockets (errno " + why + ")";
                });
        return DiagMessages.End.FAILED;
    }
}
