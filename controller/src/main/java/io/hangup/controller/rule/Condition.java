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
        if (plain) {
            Optional<Truth> early = seen.missing();
            if (early.isPresent()) {
                return early.get();
            }
        }
        try {
            return Boolean.TRUE.equals(program.eval(seen)) ? Truth.HOLDS : Truth.FAILS;
        } catch (CelEvaluationException e) {
            return seen.unseen.isEmpty() && e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
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

    /// What one evaluation sees, and what it missed.
    private final class Facts implements CelVariableResolver {
        private final Sight sight;
        private Optional<Fact> unseen = Optional.empty();

        Facts(Sight sight) {
            this.sight = sight;
        }

        @Override
        public Optional<Object> find(String name) {
            for (Fact fact : facts) {
                if (fact.name().equals(name)) {
                    return switch (fact.look().apply(sight)) {
                        case Seen.Value(Object value) -> Optional.of(value);
                        case Seen.Absent(String _) -> Optional.empty();
                        case Seen.Unseen(String _) -> {
                            unseen = Optional.of(fact);
                            yield Optional.empty();
                        }
                    };
                }
            }
            return Optional.empty();
        }

        /// What a missing fact decides; empty when none is missing.
        Optional<Truth> missing() {
            Optional<Truth> truth = Optional.empty();
            for (Fact fact : facts) {
                switch (fact.look().apply(sight)) {
                    case Seen.Value(Object _) -> {}
                    case Seen.Absent(String _) -> truth = truth.or(() -> Optional.of(Truth.FAILS));
                    case Seen.Unseen(String _) -> truth = Optional.of(Truth.UNKNOWN);
                }
            }
            return truth;
        }
    }
}
