package io.hangup.protocol.session;

import java.time.Duration;
import java.time.Instant;

/// What the peer's kernel answered when it was asked by TCP keepalive, without an SSH byte (the silent probe). It tells
/// of the peer's kernel and the path, never of the client program: a stopped client answers.
///
/// @param since when the first of the probes in a row that gave this answer began
/// @param asked when the last of them began
/// @param count how many in a row gave this answer; at least 1
public record PeerProbe(Answer answer, Instant since, Instant asked, int count) {
    /// What came back.
    public enum Answer {
        /// The peer's kernel acknowledged: host and path are alive.
        ANSWERED,
        /// Nothing came back to several keepalives. A suspended laptop and a cut path look the same.
        UNANSWERED,
        /// The peer's kernel does not know the connection: it has rebooted. sshd ends by itself then.
        RESET,
        /// It could not be asked, for data was in flight, or another agent or an administrator changed the socket.
        UNDECIDED,
        UNKNOWN
    }

    public PeerProbe {
        if (count < 1) {
            throw new IllegalArgumentException("count is less than 1");
        }
        if (asked.isBefore(since)) {
            throw new IllegalArgumentException("asked before since");
        }
    }

    /// For how long the answer has been the same, from the first of those probes to the last.
    public Duration held() {
        return Duration.between(since, asked);
    }
}
