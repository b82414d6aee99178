package io.hangup.agent.signal;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.SocketCookie;
import java.net.InetAddress;
import java.util.Optional;

/// One TCP socket, named so that the kernel can take no other for it. Made by [#of] alone.
///
/// Without a cookie the kernel takes whatever it finds under these addresses, and once the connection is gone that is
/// the listener: the port stops accepting while everything says that it does (measured). Source:
/// `inet_diag_find_one_icsk` in `net/ipv4/inet_diag.c`.
final class ExactSocket {
    /// `INET_DIAG_NOCOOKIE` in both halves of a cookie means any socket, `linux/inet_diag.h`.
    private static final long ANY = -1;

    private final SocketCookie cookie;
    private final Endpoint local;
    private final Endpoint peer;

    private ExactSocket(SocketCookie cookie, Endpoint local, Endpoint peer) {
        this.cookie = cookie;
        this.local = local;
        this.peer = peer;
    }

    /// Empty where it is not named exactly: no cookie, one that means any socket, or ends that no connection has.
    static Optional<ExactSocket> of(Connection c) {
        boolean exact = c.cookie().value() != 0
                && c.cookie().value() != ANY
                && c.local().port() != 0
                && c.peer().port() != 0
                && bytes(c.local()).length == bytes(c.peer()).length;
        return exact ? Optional.of(new ExactSocket(c.cookie(), c.local(), c.peer())) : Optional.empty();
    }

    SocketCookie cookie() {
        return cookie;
    }

    int localPort() {
        return local.port();
    }

    int peerPort() {
        return peer.port();
    }

    /// 4 or 16 bytes, as many as [#peerAddress].
    byte[] localAddress() {
        return bytes(local);
    }

    byte[] peerAddress() {
        return bytes(peer);
    }

    private static byte[] bytes(Endpoint end) {
        return InetAddress.ofLiteral(end.address()).getAddress();
    }
}
