package io.hangup.controller.rule;

import io.hangup.controller.fleet.HostState;
import io.hangup.protocol.finding.Clause;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All rules together. Safe for any number of threads: hosts do not interact here.
public final class Judge {
    private final List<Rule> rules;

    public Judge(List<Rule> rules) {
        this.rules = List.copyOf(rules);
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
        for (Rule rule : rules) {
            if (rule.hostConditions().truth(whole) != Truth.FAILS) {
                judge(rule, whole, judgements);
            }
        }
        return judgements;
    }

    private static void judge(Rule rule, Sight whole, List<Judgement> judgements) {
        if (rule.scope() == Scope.HOST) {
            look(rule, whole).ifPresent(judgements::add);
            return;
        }
        for (Connection connection : whole.host().connections()) {
            Sight sight = whole.of(connection);
            if (rule.scope() == Scope.CONNECTION) {
                look(rule, sight).ifPresent(judgements::add);
                continue;
            }
            for (SshSession session : connection.sessions()) {
                look(rule, sight.of(session)).ifPresent(judgements::add);
            }
        }
    }

    private static Optional<Judgement> look(Rule rule, Sight sight) {
        return switch (rule.all().truth(sight)) {
            case FAILS -> Optional.empty();
            case HOLDS ->
                Optional.of(new Judgement.Holds(rule, sight.target(), sight.subject(), evidence(rule, sight)));
            case UNKNOWN ->
                Optional.of(new Judgement.Unknown(
                        rule,
                        sight.target(),
                        sight.subject(),
                        evidence(rule, sight),
                        rule.all().why(sight)));
        };
    }

    private static List<Clause> evidence(Rule rule, Sight sight) {
        return rule.when().stream().map(condition -> condition.explain(sight)).toList();
    }
}
