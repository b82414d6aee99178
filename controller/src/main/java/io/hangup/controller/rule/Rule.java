package io.hangup.controller.rule;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Fingerprint;
import io.hangup.protocol.command.RuleStamp;
import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.finding.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One checked rule: what is wrong, on what, and what may be done about it.
///
/// @param id stable; part of every finding's id
/// @param hash of the rule's text, so that an edited rule is not taken for the old one
/// @param where which targets it looks at; none is the whole fleet
/// @param when its parts, all of which must hold
/// @param holdFor how long they must hold before a target is stuck
/// @param action empty when the rule only reports
/// @param warning how long before that who is at a terminal is told; empty to do it without a word
/// @param verdict what it calls a target for which it holds: `STUCK`, or `NOTICED` where that would say too much
public record Rule(
        String id,
        String summary,
        Scope scope,
        List<Condition> where,
        List<Condition> when,
        Duration holdFor,
        Optional<Action> action,
        Optional<Duration> warning,
        Verdict verdict,
        Mode mode,
        Limits limits,
        Fingerprint hash) {

    public Rule {
        where = List.copyOf(where);
        when = List.copyOf(when);
    }

    /// What a command says of the rule that it follows from.
    public RuleStamp stamp() {
        return new RuleStamp(id, hash);
    }
}
