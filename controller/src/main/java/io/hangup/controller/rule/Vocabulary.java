package io.hangup.controller.rule;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The facts that a rule can speak of.
public final class Vocabulary {
    static final List<Fact> FACTS = Stream.of(
                    HostFactsTable.FACTS,
                    ListenerFactsTable.FACTS,
                    ControlFactsTable.FACTS,
                    ConnectionFactsTable.FACTS,
                    PeerFactsTable.FACTS,
                    CarriedFactsTable.FACTS,
                    SessionFactsTable.FACTS)
            .flatMap(List::stream)
            .toList();

    private static final Map<String, Fact> BY_NAME =
            FACTS.stream().collect(Collectors.toUnmodifiableMap(Fact::name, Function.identity()));

    private Vocabulary() {}

    /// Every fact, in the order in which people should read them.
    public static List<FactDoc> facts() {
        return FACTS.stream()
                .map(fact -> new FactDoc(fact.name(), fact.kind().shown(), fact.scope(), fact.values(), fact.doc()))
                .toList();
    }

    static List<Fact> in(Scope rule) {
        return FACTS.stream().filter(fact -> fact.in(rule)).toList();
    }

    static Map<String, Fact> byName() {
        return BY_NAME;
    }

    /// One fact, for people.
    ///
    /// @param type as CEL names it
    /// @param scope the widest rule that can use it: a fact of a session is not for a rule on connections
    /// @param values all that it can be; empty when that is open
    public record FactDoc(String name, String type, Scope scope, List<String> values, String doc) {}
}
