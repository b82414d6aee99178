package io.hangup.controller.rule;

import io.hangup.controller.fleet.HostState;
import io.hangup.protocol.finding.Clause;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import java.util.ArrayList;
import java.util.List;

/// All rules together. Safe for any number of threads: hosts do not interact here.
public final class Judge {
    private final List<Rule> rules;
    private final List<Prepared> prepared;

    public Judge(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.prepared = this.rules.stream().map(Prepared::of).toList();
    }

    public List<Rule> rules() {
        return rules;
    }

    /// What the rules say of a host that can be relied on. Only what holds or can't be known is listed.
    ///
    /// @throws IllegalStateException when the host is in doubt: then nothing of it may be judged
    public List<Judgement> judge(HostState host) {
        if (!host.reliable()) {
            throw new IllegalStateException("a host in doubt must not be judged: " + host.host());
        }
        List<Judgement> judgements = new ArrayList<>();
        Sight whole = Sight.of(host);
        for (Prepared rule : prepared) {
            Truth ofHost = rule.ofHost().truth(whole);
            if (ofHost != Truth.FAILS) {
                judge(rule, ofHost, whole, judgements);
            }
        }
        return judgements;
    }

    private static void judge(Prepared rule, Truth ofHost, Sight whole, List<Judgement> judgements) {
        if (rule.rule().scope() == Scope.HOST) {
            look(rule, ofHost, whole, judgements);
            return;
        }
        for (Connection connection : whole.host().connections()) {
            Sight sight = whole.of(connection);
            if (rule.rule().scope() == Scope.CONNECTION) {
                look(rule, ofHost, sight, judgements);
                continue;
            }
            for (SshSession session : connection.sessions()) {
                look(rule, ofHost, sight.of(session), judgements);
            }
        }
    }

    private static void look(Prepared prepared, Truth ofHost, Sight sight, List<Judgement> judgements) {
        Rule rule = prepared.rule();
        switch (prepared.truth(ofHost, sight)) {
            case FAILS -> {}
            case HOLDS ->
                judgements.add(new Judgement.Holds(rule, sight.target(), sight.subject(), evidence(rule, sight)));
            case UNKNOWN ->
                judgements.add(new Judgement.Unknown(
                        rule, sight.target(), sight.subject(), evidence(rule, sight), prepared.why(sight)));
        }
    }

    private static List<Clause> evidence(Rule rule, Sight sight) {
        return rule.when().stream().map(condition -> condition.explain(sight)).toList();
    }
}
