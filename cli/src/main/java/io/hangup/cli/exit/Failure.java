package io.hangup.cli.exit;

import java.util.ArrayList;
import java.util.List;

/// Why a command can't go on, in one sentence for a person, with what to do next.
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final ArrayList<String> more;

    public Failure(Exit exit, String sentence) {
        this(exit, sentence, List.of());
    }

    /// @param more lines below the sentence, such as the end of a log
    public Failure(Exit exit, String sentence, List<String> more) {
        super(sentence);
        this.exit = exit;
        this.more = new ArrayList<>(more);
    }

    public List<String> more() {
        return List.copyOf(more);
    }

    public Exit exit() {
        return exit;
    }

    /// The sentence; never null.
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
