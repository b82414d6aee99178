package io.hangup.controller.rule;

import java.util.List;

/// Conditions that must all hold. One that fails decides, whatever the others are; otherwise one that is unknown does.
record Conjunction(List<Condition> conditions) {
    Conjunction {
        conditions = List.copyOf(conditions);
    }

    Truth truth(Sight sight) {
        Truth truth = Truth.HOLDS;
        for (Condition condition : conditions) {
            switch (condition.truth(sight)) {
                case FAILS -> {
                    return Truth.FAILS;
                }
                case UNKNOWN -> truth = Truth.UNKNOWN;
                case HOLDS -> {}
            }
        }
        return truth;
    }

    /// Why it is unknown.
    String why(Sight sight) {
        return conditions.stream()
                .filter(condition -> condition.truth(sight) == Truth.UNKNOWN)
                .map(condition -> condition.why(sight))
                .findFirst()
                .orElse("");
    }
}
