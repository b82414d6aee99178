package io.hangup.protocol.session;

import java.time.Instant;

/// What the host's kernel knows of a TCP connection: `tcp_info` and `inet_diag_msg` through sock_diag(7). Instants are
/// on the host's clock, right to about a second. Counters are never negative.
///
/// @param retransmits times in a row that the oldest unacknowledged data was sent again without an answer; counts
///     also for a dead path only while data is in flight
/// @param probes keepalive or window probes in a row without an answer
/// @param backoff doublings of the timer; climbs for a dead path *and* for a live peer whose window is closed
/// @param unacked segments in flight
/// @param receiveQueue bytes that sshd has not read yet
/// @param sendQueue bytes that the peer has not acknowledged yet
/// @param sendWindow bytes that the peer lets us send; 0 is a closed window
/// @param lastHeard when the peer's kernel last acknowledged anything
/// @param lastDataReceived when data last came in; keepalives inside the encryption count, so it is not the user
/// @param lastDataSent when data was last sent; retransmits count
public record TcpHealth(
        TcpState state,
        TcpTimer timer,
        int retransmits,
        int probes,
        int backoff,
        int unacked,
        long receiveQueue,
        long sendQueue,
        long sendWindow,
        Instant lastHeard,
        Instant lastDataReceived,
        Instant lastDataSent,
        long bytesReceived,
        long bytesSent) {

    public TcpHealth {
        if ((retransmits | probes | backoff | unacked) < 0
                || (receiveQueue | sendQueue | sendWindow | bytesReceived | bytesSent) < 0) {
            throw new IllegalArgumentException("a counter is negative");
        }
    }
}
