package io.hangup.controller.feed;

import io.hangup.controller.fleet.HostState;
import io.hangup.controller.fleet.Joints;
import io.hangup.controller.fleet.Joints.Arrival;
import io.hangup.controller.fleet.Joints.Departure;
import io.hangup.controller.govern.Ledger;
import io.hangup.protocol.feed.Chain;
import io.hangup.protocol.feed.ClientRow;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.feed.SessionVerdict;
import io.hangup.protocol.session.OutgoingConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Connections that lead on from one another over hosts, at one moment.
final class Chains {
    private final Joints joints;
    private final Ledger ledger;

    Chains(List<HostState> hosts, Ledger ledger) {
        this.joints = new Joints(hosts);
        this.ledger = ledger;
    }

    /// The chain that a connection, a session or a client is part of, from its first known hop on.
    ///
    /// @param host that the id names
    Optional<Chain> of(String id, HostState host, Instant now) {
        return start(id, host).map(start -> {
            Link top = start;
            Set<String> seen = new HashSet<>();
            while (seen.size() < Chain.DEEPEST) {
                Optional<Link> above = carrier(top)
                        .filter(arrival -> seen.add(Link.id(arrival)))
                        .map(arrival -> Link.to(arrival, joints));
                if (above.isEmpty()) {
                    break;
                }
                top = above.get();
            }
            Drawing drawing = new Drawing(start);
            drawing.add(top, 0, 1, Keys.FIRST);
            return new Chain(now, id, drawing.hops, drawing.cut || seen.size() == Chain.DEEPEST);
        });
    }

    /// The clients of one host.
    Stream<ClientRow> clients(HostState host) {
        return host.snapshot().outgoing().stream().map(hop -> row(new Departure(host, hop, true)));
    }

    private Optional<Link> start(String id, HostState host) {
        Optional<Link> client = host.snapshot().outgoing().stream()
                .map(hop -> new Departure(host, hop, true))
                .filter(departure -> Link.id(departure).equals(id))
                .findFirst()
                .map(departure -> Link.from(departure, joints));
        return client.or(() -> host.snapshot().connections().stream()
                .map(connection -> new Arrival(host, connection))
                .filter(arrival -> named(arrival, id))
                .findFirst()
                .map(arrival -> Link.to(arrival, joints)));
    }

    private static boolean named(Arrival arrival, String id) {
        String connection = Link.id(arrival);
        return id.equals(connection)
                || arrival.connection().sessions().stream()
                        .anyMatch(session ->
                                id.equals(connection + ":" + session.leader().pid()));
    }

    /// The connection that a hop leads on from, on the host that its client runs on.
    private static Optional<Arrival> carrier(Link link) {
        return link.near().flatMap(Chains::carrier);
    }

    private static Optional<Arrival> carrier(Departure near) {
        return near.hop()
                .from()
                .flatMap(cookie -> near.host().snapshot().connections().stream()
                        .filter(connection -> connection.cookie().equals(cookie))
                        .findFirst())
                .map(connection -> new Arrival(near.host(), connection));
    }

    private ClientRow row(Departure near) {
        OutgoingConnection hop = near.hop();
        Optional<Arrival> carrier = carrier(near);
        return new ClientRow(
                Link.id(near),
                near.host().host(),
                hop.via(),
                hop.client(),
                carrier.flatMap(arrival -> arrival.connection().user()),
                hop.auditSession(),
                carrier.map(Link::id),
                joints.arrival(near).one().map(Link::id),
                hop.local(),
                hop.peer(),
                hop.since(),
                hop.tcp());
    }

    /// The hops of a chain, written down one after the other.
    private final class Drawing {
        private final Link asked;
        private final List<Chain.Hop> hops = new ArrayList<>();
        private final Set<String> drawn = new HashSet<>();
        private boolean cut;

        private Drawing(Link asked) {
            this.asked = asked;
        }

        private void add(Link link, int after, int depth, Keys keys) {
            String name = link.client().or(link::connection).orElseThrow();
            if (!drawn.add(name)) {
                return;
            }
            if (hops.size() == Chain.MOST_HOPS || depth > Chain.DEEPEST) {
                cut = true;
                return;
            }
            int number = hops.size() + 1;
            hops.add(hop(link, number, after, keys));
            List<Link> next = link.far().stream()
                    .flatMap(end -> joints.from(end.host(), end.connection()))
                    .sorted(Comparator.comparing((Departure d) -> d.hop().since())
                            .thenComparing(d -> d.hop().cookie().value(), Long::compareUnsigned))
                    .map(departure -> Link.from(departure, joints))
                    .toList();
            next.forEach(one -> add(one, number, depth + 1, keys.after(link, one, next)));
        }

        private Chain.Hop hop(Link link, int number, int after, Keys keys) {
            List<SessionRow> rows =
                    link.far().stream().flatMap(Chains.this::rows).toList();
            Optional<SessionRow> worst = rows.stream().min(Comparator.comparingInt(row -> rank(row.verdict())));
            return new Chain.Hop(
                    number,
                    after,
                    link.equals(asked)
                            || link.connection()
                                    .or(link::client)
                                    .filter(asked::has)
                                    .isPresent(),
                    link.near().map(end -> end.host().host()),
                    link.client(),
                    link.near().map(end -> end.hop().via()),
                    link.far().map(end -> end.host().host()),
                    link.connection(),
                    link.far().flatMap(end -> end.connection().user()),
                    link.clientAddress(),
                    link.serverAddress(),
                    link.gap(),
                    worst.map(SessionRow::verdict).orElse(SessionVerdict.UNKNOWN),
                    worst.map(SessionRow::why).filter(why -> !why.isEmpty()).orElseGet(link::unseen),
                    rows.stream().flatMap(Chains::shell).toList(),
                    keys.ends(link),
                    link.far().filter(end -> end.host().reliable()).map(Link::id));
        }
    }

    private Stream<SessionRow> rows(Arrival end) {
        String id = Link.id(end);
        return new Rows(end.host(), ledger)
                .sessions()
                .filter(row -> row.connection().equals(id));
    }

    private static Stream<Chain.Shell> shell(SessionRow row) {
        return row.leader().stream()
                .map(leader -> new Chain.Shell(
                        row.id(), row.terminal(), row.foreground().orElse(leader)));
    }

    private static int rank(SessionVerdict verdict) {
        return switch (verdict) {
            case STUCK -> 0;
            case UNKNOWN -> 1;
            case LIVE -> 2;
        };
    }
}
