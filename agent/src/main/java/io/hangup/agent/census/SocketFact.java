package io.hangup.agent.census;

import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;

/// One TCP socket as sock_diag(7) reports it. Ages are milliseconds before the look.
///
/// @param inode names the socket in `/proc/PID/fd`; 0 when no process holds it (closing, or not accepted yet)
/// @param cgroup the cgroup v2 id that the socket was made in; 0 when the kernel does not say
/// @param receiveQueue of a listening socket: connections not accepted yet
/// @param sendQueue of a listening socket: the backlog
/// @param bytesAcked of what the server wrote, by the peer's kernel; never counts anything twice, as `bytesSent` does
/// @param dataSegmentsIn segments with data that came in; 0 when the kernel does not say
/// @param dataSegmentsOut segments with data sent, each retransmit counted again; 0 when the kernel does not say
public record SocketFact(
        SocketCookie cookie,
        Endpoint local,
        Endpoint peer,
        long inode,
        long cgroup,
        TcpState state,
        TcpTimer timer,
        int retransmits,
        int probes,
        int backoff,
        int unacked,
        long receiveQueue,
        long sendQueue,
        long sendWindow,
        long heardMillis,
        long dataReceivedMillis,
        long dataSentMillis,
        long bytesReceived,
        long bytesSent,
        long bytesAcked,
        long dataSegmentsIn,
        long dataSegmentsOut) {

    public boolean listening() {
        return state == TcpState.LISTEN;
    }

    /// Whether a process holds it and it is past the handshake.
    public boolean served() {
        return inode != 0 && state != TcpState.LISTEN && state != TcpState.TIME_WAIT && state != TcpState.SYN_RECV;
    }

    /// Bytes that the server has read from it.
    long taken() {
        return bytesReceived - receiveQueue;
    }

    /// Bytes that the server has written to it.
    long given() {
        return bytesAcked + sendQueue;
    }

    /// Whether all this socket says of itself is that nothing happens: what idle and unseen-dead have in common.
    boolean calm() {
        return state == TcpState.ESTABLISHED && receiveQueue == 0 && sendQueue == 0;
    }

    /// Which of several accepting sockets the kernel prefers: the exact address, then its family's wildcard.
    int distanceTo(Endpoint arrived) {
        boolean v6 = arrived.address().indexOf(':') >= 0;
        return local.address().equals(arrived.address()) ? 0 : local.address().equals(v6 ? "::" : "0.0.0.0") ? 1 : 2;
    }

    /// Whether this listening socket accepts what arrives at `arrived`.
    boolean accepts(Endpoint arrived) {
        return local.port() == arrived.port()
                && (local.address().equals(arrived.address())
                        || local.address().equals("0.0.0.0")
                        || local.address().equals("::"));
    }
}
