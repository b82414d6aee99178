package io.hangup.cli.exit;

/// The exit codes, the same for every command.
public enum Exit {
    OK(0),
    /// It could not be done: no controller, no Kafka, a bad answer.
    ERROR(1),
    /// The command line is wrong.
    USAGE(2),
    /// There is no such session, finding or host.
    NOT_FOUND(3),
    /// What was checked is not as it must be.
    UNSOUND(4),
    /// No token, or one that may not do this.
    DENIED(5),
    /// Asked correctly and refused: by policy, guard or budget, or by who was asked at the terminal. Nothing was done.
    REFUSED(6),
    /// Done in part: it was tried and the connection is still there, or not every host is heard.
    PARTIAL(7),
    /// It came too late, or nobody can know whether it was done.
    UNKNOWN(8);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
