package io.hangup.agent.census;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// When a connection last carried something for somebody, and not only what keeps it alive.
///
/// What a server reads and writes beside the connection is what it carries: a terminal's, a pipe's, a forward's bytes.
/// Keepalives, their answers, window adjustments and the chaff that OpenSSH 10 clients send around a key go no further
/// than the server, so `rchar` + `wchar` of the process grow by exactly what its socket was read and written. Nothing
/// is guessed, whatever the cipher. Exchanging new keys takes work of the monitor's, and counts as payload.
///
/// Where that may not be read, [Pulse] tells by regularity. In doubt it was payload: the session is alive.
final class Payload {
    private final Pulse pulse = new Pulse();
    private boolean based;
    private long carried;
    private long carriedBefore;
    private @Nullable Instant last;
    private Instant lastBefore = Instant.MIN;

    /// Whether what the server carried so far is known, so that a still socket needs no further reading.
    boolean based() {
        return based;
    }

    /// @param io of the serving process, read after the socket
    /// @return when payload last moved; the first look counts as payload: what was not watched is not called quiet
    Instant look(SocketFact socket, OptionalLong io, Instant at) {
        Instant regular = pulse.look(socket, at);
        if (io.isEmpty()) {
            based = false;
            last = regular;
        } else {
            compare(io.getAsLong() - socket.taken() - socket.given(), last == null || !based ? regular : at);
        }
        return last == null ? at : last;
    }

    // Bytes that moved between the reading of the socket and that of the process look like payload, until the next
    // reading answers what the one before did.
    private void compare(long now, Instant at) {
        if (!based) {
            based = true;
            carried = now;
            carriedBefore = now;
            last = at;
            lastBefore = at;
        } else if (now == carriedBefore && now != carried) {
            carried = now;
            last = lastBefore;
        } else if (now != carried) {
            carriedBefore = carried;
            carried = now;
            lastBefore = last == null ? at : last;
            last = at;
        }
    }
}
