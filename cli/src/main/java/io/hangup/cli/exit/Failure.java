package io.hangup.cli.exit;

/// Why a command can't go on, in one sentence for a person, with what to do next.
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Exit exit;

    public Failure(Exit exit, String sentence) {
        super(sentence);
        this.exit = exit;
    }

    public Exit exit() {
        return exit;
    }

    /// The sentence; never null.
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
