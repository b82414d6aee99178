package io.hangup.controller.rule;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import io.hangup.protocol.finding.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One part of a rule's condition, compiled. Three-valued: a fact that can't be seen makes it unknown, unless the rest
/// of it decides alone (`false && unknown` is false, `true || unknown` is true).
///
/// @param text as written
/// @param facts that it speaks of, in order
/// @param plain whether every fact is needed: there is no `||`, `&&`, `?` or macro in it
public record Condition(String text, List<Fact> facts, boolean plain, CelRuntime.Program program) {
    public Condition {
        facts = List.copyOf(facts);
    }

    Truth truth(Sight sight) {
        Facts seen = new Facts(sight);
        if (plain && seen.missing() != Truth.HOLDS) {
            return seen.missing();
        }
        try {
            return Boolean.TRUE.equals(program.eval(seen)) ? Truth.HOLDS : Truth.FAILS;
        } catch (CelEvaluationException e) {
            return seen.missing() != Truth.UNKNOWN && e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
                    ? Truth.FAILS
                    : Truth.UNKNOWN;
        }
    }

    /// Why it is unknown, for people.
    String why(Sight sight) {
        for (Fact fact : facts) {
            if (fact.look().apply(sight) instanceof Seen.Unseen(String why)) {
                return fact.name() + ": " + why;
            }
        }
        return "it can't be reckoned: " + text;
    }

    Clause explain(Sight sight) {
        List<Clause.Seen> seen = new ArrayList<>();
        for (Fact fact : facts) {
            seen.add(new Clause.Seen(fact.name(), Shown.of(fact.look().apply(sight))));
        }
        return new Clause(text, truth(sight) == Truth.HOLDS, seen);
    }

    /// What one evaluation sees. Each fact is looked at once.
    private final class Facts implements CelVariableResolver {
        private final Seen[] seen = new Seen[facts.size()];
        private Truth missing = Truth.HOLDS;

        Facts(Sight sight) {
            for (int i = 0; i < seen.length; i++) {
                seen[i] = facts.get(i).look().apply(sight);
                switch (seen[i]) {
                    case Seen.Value(Object _) -> {}
                    case Seen.Absent(String _) -> missing = missing == Truth.HOLDS ? Truth.FAILS : missing;
                    case Seen.Unseen(String _) -> missing = Truth.UNKNOWN;
                }
            }
        }

        /// What a condition that needs every fact comes to where one is missing; `HOLDS` when none is.
        Truth missing() {
            return missing;
        }

        @Override
        public Optional<Object> find(String name) {
            for (int i = 0; i < seen.length; i++) {
                if (facts.get(i).name().equals(name)) {
                    return seen[i] instanceof Seen.Value(Object value) ? Optional.of(value) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }
}
