package io.hangup.agent.enforce;

/// One step of the ladder by which a connection is ended, always aimed at the process that the command names.
public enum Rung {
    /// Asks sshd to end the connection: it tells the client, and its monitor closes PAM, utmp and wtmp.
    TERM(15),
    /// Ends a process that does not listen. Only ever for a child with a living monitor, which then cleans up; a
    /// monitor or an only process that is killed leaves its session running or its records stale.
    KILL(9);

    private final int number;

    Rung(int number) {
        this.number = number;
    }

    /// The signal's number, signal(7).
    public int number() {
        return number;
    }
}
