package io.hangup.controller.rule;

import io.hangup.protocol.snapshot.Blindspot;
import java.util.List;
import java.util.function.Function;

/// Facts of a host.
final class HostFactsTable {
    static final List<Fact> FACTS = List.of(
            fact(
                    "host.name",
                    Fact.Kind.STRING,
                    "its name in the fleet",
                    s -> value(s.host().host().value())),
            fact(
                    "host.labels",
                    Fact.Kind.LABELS,
                    "what its administrator called it, as in host.labels.env; a label it lacks makes the clause false",
                    s -> value(s.host().labels())),
            fact(
                    "host.silentFor",
                    Fact.Kind.DURATION,
                    "since its last record arrived; beyond the controller's silentAfter nothing of it is judged",
                    s -> value(s.state().silentFor())),
            fact(
                    "host.upFor",
                    Fact.Kind.DURATION,
                    "since it booted",
                    s -> s.since(s.host().facts().bootedAt())),
            fact(
                    "host.connections",
                    Fact.Kind.INT,
                    "SSH connections of it",
                    s -> s.blind(Blindspot.Sense.SOCKETS)
                            ? new Seen.Unseen("the agent can't see the host's connections now")
                            : count(s.host().connections().size())),
            fact(
                    "host.listeners",
                    Fact.Kind.INT,
                    "sockets on which its SSH servers wait",
                    ListenerFactsTable::listeners));

    private HostFactsTable() {}

    private static Fact fact(String name, Fact.Kind kind, String doc, Function<Sight, Seen> look) {
        return new Fact(name, kind, Scope.HOST, List.of(), doc, look);
    }

    private static Seen value(Object value) {
        return new Seen.Value(value);
    }

    private static Seen count(long count) {
        return new Seen.Value(count);
    }
}
