package io.hangup.protocol.session;

/// How far a connection has come.
public enum Phase {
    /// Authentication has not ended. Bounded by `LoginGraceTime`.
    PRE_AUTH,
    /// sshd let somebody in.
    AUTHENTICATED,
    /// The agent could not see enough to say.
    UNKNOWN
}
