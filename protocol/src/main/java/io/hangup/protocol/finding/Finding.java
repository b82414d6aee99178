package io.hangup.protocol.finding;

import java.time.Instant;
import java.util.List;

/// A rule's verdict on one target: the evidence it rests on, what was done and how it ended.
///
/// @param ruleHash of the rule's text, so that an edited rule is not taken for the old one
/// @param subject for people: user, terminal and peer as they were
/// @param since when the condition began to hold, on the host's clock
/// @param at when the finding last changed, on the controller's clock
public record Finding(
        FindingId id,
        String rule,
        String ruleHash,
        String summary,
        Target target,
        Subject subject,
        Verdict verdict,
        Mode mode,
        Instant since,
        Instant at,
        List<Clause> evidence,
        Progress progress) {

    public Finding {
        evidence = List.copyOf(evidence);
    }

    /// Whether it is over: nothing more will happen to it.
    public boolean over() {
        return verdict == Verdict.ENDED || verdict == Verdict.CLEARED;
    }

    /// Whether its rule's condition is known to hold.
    public boolean stands() {
        return verdict == Verdict.STUCK || verdict == Verdict.NOTICED;
    }

    /// Who and where, for people; empty where it does not apply.
    public record Subject(String user, String terminal, String peer, String command) {}
}
