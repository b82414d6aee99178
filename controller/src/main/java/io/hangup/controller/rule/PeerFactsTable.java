package io.hangup.controller.rule;

import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/// What the silent probe tells of a connection's peer: of its kernel and the path, never of the client program.
final class PeerFactsTable {
    /// Silence is believed for so long. A suspended laptop wakes up and says nothing.
    private static final Duration FRESH = Duration.ofMinutes(15);

    static final List<Fact> FACTS = List.of(
            new Fact(
                    "connection.peer.probe",
                    Fact.Kind.STRING,
                    Scope.CONNECTION,
                    Spelling.all(PeerProbe.Answer.values()),
                    "what the peer's kernel said when last asked without an SSH byte; a stopped client answers",
                    s -> probe(s, (_, probe) -> Spelling.seen(probe.answer()))),
            fact(
                    "connection.peer.probes",
                    Fact.Kind.INT,
                    "how many probes in a row came to that",
                    (_, probe) -> new Seen.Value((long) probe.count())),
            fact(
                    "connection.peer.probedAgo",
                    Fact.Kind.DURATION,
                    "since the last probe; never too short",
                    (sight, probe) -> sight.since(probe.asked())),
            fact(
                    "connection.peer.unansweredFor",
                    Fact.Kind.DURATION,
                    "from the first to the last of the probes in a row that got no answer; none when one came, unknown when the last was 15 minutes ago",
                    PeerFactsTable::unanswered));

    private PeerFactsTable() {}

    private static Fact fact(String name, Fact.Kind kind, String doc, BiFunction<Sight, PeerProbe, Seen> look) {
        return new Fact(name, kind, Scope.CONNECTION, List.of(), doc, s -> probe(s, look));
    }

    private static Seen probe(Sight sight, BiFunction<Sight, PeerProbe, Seen> look) {
        if (sight.blind(Blindspot.Sense.PROBE)) {
            return new Seen.Unseen("nobody on this host can ask the peer silently");
        }
        return sight.connection()
                .probe()
                .map(probe -> look.apply(sight, probe))
                .orElseGet(() -> new Seen.Unseen("the peer has not been asked yet"));
    }

    private static Seen unanswered(Sight sight, PeerProbe probe) {
        return switch (probe.answer()) {
            case UNANSWERED ->
                sight.isLongerAgo(probe.asked(), FRESH)
                        ? new Seen.Unseen("the peer did not answer, and has not been asked again for "
                                + FRESH.toMinutes() + " minutes: it may be back")
                        : sight.lasted(probe.held());
            case ANSWERED, RESET -> new Seen.Absent("the peer's kernel answered");
            case UNDECIDED, UNKNOWN -> new Seen.Unseen("the peer could not be asked");
        };
    }
}
