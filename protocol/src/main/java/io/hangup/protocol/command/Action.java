package io.hangup.protocol.command;

/// What a host can be asked to do.
public enum Action {
    /// Tell the user on the terminal. Ends nothing.
    WARN,
    /// Spare a connection for an hour, also from a command that has only warned so far. Ends nothing.
    KEEP,
    /// End one session channel.
    CLOSE,
    /// End a whole connection.
    DROP,
    /// Restart the SSH server. Ends no session.
    RESTART_SSHD,
    /// End one process that outlived its login, and what runs below it.
    REAP,
    /// Ask the peer's kernel whether it is there, without an SSH byte. Ends nothing.
    PROBE,
    UNKNOWN
}
