package io.hangup.controller.rule;

import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Whether a host's SSH servers let anybody in.
final class ListenerFactsTable {
    /// From good to bad. `UNKNOWN` is none of these.
    private static final List<Banner.Answer> ORDER = List.of(
            Banner.Answer.OPEN,
            Banner.Answer.PENALTY,
            Banner.Answer.TOO_MANY_STARTUPS,
            Banner.Answer.SILENT,
            Banner.Answer.NO_CONNECTION,
            Banner.Answer.REFUSED);

    static final List<Fact> FACTS = List.of(
            fact(
                    "host.startups",
                    Fact.Kind.INT,
                    "connections that are pre-auth now, over all listeners; MaxStartups limits them",
                    s -> count(
                            s,
                            listeners -> listeners.mapToInt(Listener::startups).sum())),
            fact(
                    "host.acceptQueue",
                    Fact.Kind.INT,
                    "connections that wait to be accepted, on the listener with the most",
                    s -> count(
                            s,
                            listeners -> listeners
                                    .mapToInt(Listener::acceptQueue)
                                    .max()
                                    .orElse(0))),
            fact(
                    "host.acceptRoom",
                    Fact.Kind.INT,
                    "connections that may still wait so, on the listener with the least room; none without a listener",
                    ListenerFactsTable::room),
            new Fact(
                    "host.banner",
                    Fact.Kind.STRING,
                    Scope.HOST,
                    Spelling.all(Banner.Answer.values()),
                    "what its listeners say to a new client, the worst of them",
                    s -> worst(s, banner -> Spelling.seen(banner.answer()))),
            fact(
                    "host.bannerFor",
                    Fact.Kind.DURATION,
                    "since every look at that listener gave this answer",
                    s -> worst(s, banner -> s.quietSince(banner.since()))));

    private static final Seen UNSEEN = new Seen.Unseen("the agent can't see the host's listeners now");

    private ListenerFactsTable() {}

    private static Fact fact(String name, Fact.Kind kind, String doc, Function<Sight, Seen> look) {
        return new Fact(name, kind, Scope.HOST, List.of(), doc, look);
    }

    private static Seen room(Sight sight) {
        return sight.host().listeners().stream()
                .map(listener -> (long) listener.backlog() - listener.acceptQueue())
                .min(Comparator.naturalOrder())
                .<Seen>map(Seen.Value::new)
                .orElseGet(() -> none(sight));
    }

    /// That no server waits is known only where sockets, and whose they are, can be seen.
    private static Seen none(Sight sight) {
        return blind(sight) ? UNSEEN : new Seen.Absent("no SSH server waits on this host");
    }

    private static boolean blind(Sight sight) {
        return sight.blind(Blindspot.Sense.SOCKETS) || sight.blind(Blindspot.Sense.OWNERS);
    }

    /// One that could not be asked may be worse than all that were: then only a bad answer is certain.
    private static Seen worst(Sight sight, Function<Banner, Seen> look) {
        if (sight.blind(Blindspot.Sense.LISTENERS)) {
            return new Seen.Unseen("nobody asks the listeners of this host");
        }
        List<Listener> listeners = sight.host().listeners();
        if (listeners.isEmpty()) {
            return none(sight);
        }
        List<Banner> known = listeners.stream()
                .flatMap(listener -> listener.banner().stream())
                .filter(banner -> ORDER.contains(banner.answer()))
                .toList();
        Optional<Banner> worst = known.stream()
                .max(Comparator.<Banner>comparingInt(banner -> ORDER.indexOf(banner.answer()))
                        .thenComparing(Banner::since, Comparator.<Instant>reverseOrder()));
        boolean certain = known.size() == listeners.size()
                || worst.filter(banner -> banner.answer() != Banner.Answer.OPEN).isPresent();
        return certain
                ? look.apply(worst.orElseThrow())
                : new Seen.Unseen("a listener of this host has not been asked yet, or gave no answer that is known");
    }

    static Seen listeners(Sight sight) {
        return count(sight, Stream::count);
    }

    private static Seen count(Sight sight, ToLongFunction<Stream<Listener>> count) {
        List<Listener> listeners = sight.host().listeners();
        return listeners.isEmpty() && blind(sight) ? UNSEEN : new Seen.Value(count.applyAsLong(listeners.stream()));
    }
}
