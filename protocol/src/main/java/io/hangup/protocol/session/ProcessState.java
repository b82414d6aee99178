package io.hangup.protocol.session;

/// What the scheduler says of a process: field 3 of `/proc/PID/stat`, proc(5). `SLEEPING` says nothing of health: every
/// healthy session sleeps.
public enum ProcessState {
    RUNNING,
    SLEEPING,
    UNINTERRUPTIBLE,
    STOPPED,
    TRACED,
    ZOMBIE,
    DEAD,
    IDLE,
    UNKNOWN;

    /// Reads the letter of proc(5); a letter not known here is `UNKNOWN`.
    public static ProcessState of(char letter) {
        return switch (letter) {
            case 'R' -> RUNNING;
            case 'S' -> SLEEPING;
            case 'D' -> UNINTERRUPTIBLE;
            case 'T' -> STOPPED;
            case 't' -> TRACED;
            case 'Z' -> ZOMBIE;
            case 'X', 'x' -> DEAD;
            case 'I' -> IDLE;
            default -> UNKNOWN;
        };
    }
}
