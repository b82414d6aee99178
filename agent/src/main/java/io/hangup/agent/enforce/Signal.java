package io.hangup.agent.enforce;

/// The signals of a ladder, signal(7).
public enum Signal {
    HUP(1),
    KILL(9),
    TERM(15),
    CONT(18);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /// The same on every architecture that a JVM of today runs on.
    public int number() {
        return number;
    }
}
