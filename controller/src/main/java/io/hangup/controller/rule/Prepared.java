package io.hangup.controller.rule;

import java.util.List;
import java.util.stream.Stream;

/// A rule, ready to be asked often.
///
/// @param ofHost conditions that speak of the host alone: asked once for a host, not once for each connection
/// @param ofTarget all others
record Prepared(Rule rule, Conjunction ofHost, Conjunction ofTarget) {
    static Prepared of(Rule rule) {
        List<Condition> all =
                Stream.concat(rule.where().stream(), rule.when().stream()).toList();
        return new Prepared(
                rule,
                new Conjunction(all.stream().filter(Prepared::ofHost).toList()),
                new Conjunction(
                        all.stream().filter(condition -> !ofHost(condition)).toList()));
    }

    private static boolean ofHost(Condition condition) {
        return condition.facts().stream().allMatch(fact -> fact.scope() == Scope.HOST);
    }

    /// What both come to; `host` is what the first did.
    Truth truth(Truth host, Sight sight) {
        Truth target = ofTarget.truth(sight);
        return target == Truth.HOLDS ? host : target;
    }

    String why(Sight sight) {
        return Stream.of(ofHost, ofTarget)
                .map(conditions -> conditions.why(sight))
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
    }
}
