package io.hangup.trials.kinds;

import java.util.Optional;
import java.util.Set;

/// One kind of SSH connection: what is so, how to raise it, and the shipped rule that is to find it.
///
/// @param rule the one that must: it calls what is stuck stuck, and says of the unknowable that it is worth a look
/// @param also rules that may call it stuck too, because what they prove is so
record Kind(String name, Truth truth, Optional<String> rule, Set<String> also, Opening opening) {
    Kind {
        also = Set.copyOf(also);
        boolean spared = truth == Truth.HEALTHY || truth == Truth.OVER;
        if (spared ? rule.isPresent() : truth == Truth.STUCK && rule.isEmpty()) {
            throw new IllegalArgumentException("rules find what is stuck, and leave alone who is served: " + name);
        }
    }

    static Kind healthy(String name, Opening opening) {
        return new Kind(name, Truth.HEALTHY, Optional.empty(), Set.of(), opening);
    }

    static Kind unknowable(String name, Opening opening) {
        return new Kind(name, Truth.UNKNOWABLE, Optional.empty(), Set.of(), opening);
    }

    /// Nobody can know whether it is stuck, and somebody should have a look.
    static Kind noticed(String name, String rule, Opening opening) {
        return new Kind(name, Truth.UNKNOWABLE, Optional.of(rule), Set.of(), opening);
    }

    static Kind over(String name, Opening opening) {
        return new Kind(name, Truth.OVER, Optional.empty(), Set.of(), opening);
    }

    static Kind stuck(String name, String rule, Opening opening) {
        return new Kind(name, Truth.STUCK, Optional.of(rule), Set.of(), opening);
    }

    Kind also(String otherRule) {
        return new Kind(name, truth, rule, Set.of(otherRule), opening);
    }

    /// Raises one; returns when it is in the state that its kind names.
    @FunctionalInterface
    interface Opening {
        Act open(Place place);
    }
}
