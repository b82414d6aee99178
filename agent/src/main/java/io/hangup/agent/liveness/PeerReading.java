package io.hangup.agent.liveness;

import io.hangup.protocol.session.TcpState;
import java.time.Duration;

/// What a socket's `tcp_info` says of its peer at one moment.
///
/// @param probes keepalives in a row without an answer, whoever had them sent; any acknowledgement makes it 0
/// @param unacked segments in flight
/// @param unsent bytes that are still to be sent
/// @param heard how long ago the peer's kernel last acknowledged anything
/// @param received how long ago data came in
/// @param roundTrip smoothed
public record PeerReading(
        TcpState state, int probes, int unacked, long unsent, Duration heard, Duration received, Duration roundTrip) {

    /// Silence as the kernel's keepalive reckons it: `keepalive_time_elapsed`, `net/tcp.h`.
    public Duration silence() {
        return heard.compareTo(received) < 0 ? heard : received;
    }

    boolean inFlight() {
        return unacked > 0 || unsent > 0;
    }
}
