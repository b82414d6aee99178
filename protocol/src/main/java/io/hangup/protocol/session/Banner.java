package io.hangup.protocol.session;

import java.time.Instant;

/// What a listener says to somebody who connects.
///
/// @param said the first line, at most [#LONGEST] printable ASCII characters; empty when nothing came
/// @param since when the first of the looks in a row that gave this answer was made
public record Banner(Answer answer, String said, Instant since) {
    /// RFC 4253 section 4.2 allows 255 with the line's end.
    public static final int LONGEST = 253;

    /// The answers that differ in what is wrong.
    public enum Answer {
        /// `SSH-2.0-…`: new logins work as far as here.
        OPEN,
        /// `Exceeded MaxStartups`: unauthenticated connections fill it.
        TOO_MANY_STARTUPS,
        /// `Not allowed at this time`: PerSourcePenalties of OpenSSH 9.8 and later, against the one who asked.
        PENALTY,
        /// Connected, and nothing came: the listener or its child is wedged.
        SILENT,
        /// No connection within the time: the accept queue is full.
        NO_CONNECTION,
        /// Refused: nobody listens.
        REFUSED,
        /// Something else came, or it was not asked.
        UNKNOWN
    }

    public Banner {
        if (said.length() > LONGEST || !said.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("not a banner: at most " + LONGEST + " printable ASCII characters");
        }
    }
}
