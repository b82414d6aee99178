package io.hangup.protocol.feed;

/// What an operator posts to end one connection.
///
/// @param target id of a connection, a session or a finding
/// @param reason in the operator's words, for the audit; must not be blank
public record KillRequest(String target, String reason) {
    public KillRequest {
        if (target.isBlank()) {
            throw new IllegalArgumentException("target is empty: name one connection, session or finding");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason is empty: say why, it goes into the audit");
        }
    }
}
