package io.hangup.protocol.finding;

/// How a finding stands, as published.
public enum Verdict {
    /// The rule's condition holds and has held for its time: it will not end by itself.
    STUCK,
    /// The same of a rule that says less: worth a look, and nobody says that it will not end by itself.
    NOTICED,
    /// Nobody can know now: the host is silent, or a fact the rule needs can't be seen.
    UNKNOWN,
    /// Ended after a command.
    ENDED,
    /// It went away or came back to life by itself.
    CLEARED
}
