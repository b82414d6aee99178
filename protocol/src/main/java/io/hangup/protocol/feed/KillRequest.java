package io.hangup.protocol.feed;

/// What an operator posts to end one connection.
///
/// @param target id of a connection, a session or a finding
/// @param reason in the operator's words, for the audit; must not be blank, at most [#LONGEST_REASON] characters
public record KillRequest(String target, String reason) {
    /// Leaves room in a command's reason for who asked.
    public static final int LONGEST_REASON = 400;

    public KillRequest {
        if (target.isBlank()) {
            throw new IllegalArgumentException("target is empty: name one connection, session or finding");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason is empty: say why, it goes into the audit");
        }
        if (reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("reason is too long: at most " + LONGEST_REASON + " characters");
        }
    }
}
