package io.hangup.trials.kinds;

/// One cell of the table: a kind, as one agent saw it.
record Mark(Grade grade, String what) {
    enum Grade {
        RIGHT,
        /// Hangup says that it does not know, or leaves unsaid what this agent cannot see.
        UNKNOWN,
        WRONG
    }

    boolean wrong() {
        return grade == Grade.WRONG;
    }

    @Override
    public String toString() {
        return wrong() ? "WRONG: " + what : what;
    }
}
