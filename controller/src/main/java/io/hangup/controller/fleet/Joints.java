package io.hangup.controller.fleet;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.OutgoingConnection;
import io.hangup.protocol.session.SocketCookie;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which connection of one host is which client's of another: the two ends of one TCP connection carry the same pair of
/// addresses, reversed.
///
/// Pairs are unique in one network only, and a loopback pair on one host only. So two ends are joined only where either
/// fits no other end; what fits several is ambiguous, and what fits none has its other end outside, behind address
/// translation, or gone.
public final class Joints {
    private static final int PORTS = 1 << 16;

    private final Map<Pair, List<Departure>> departures = new HashMap<>();
    private final Map<Pair, List<Arrival>> arrivals = new HashMap<>();
    private final List<HostState> hosts;

    /// The near end of a hop, and its host.
    ///
    /// @param told whether its agent took it for an SSH connection; if not, it is a forward that may be one, and
    ///     nothing is known of its TCP state
    public record Departure(HostState host, OutgoingConnection hop, boolean told) {}

    /// The far end of a hop, and its host.
    public record Arrival(HostState host, Connection connection) {}

    /// @param one its only fit
    /// @param several whether there is more than one
    public record Fit<T>(Optional<T> one, boolean several) {
        static <T> Fit<T> of(List<T> found) {
            return new Fit<>(found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty(), found.size() > 1);
        }
    }

    /// @param place where a loopback pair belongs to; empty for any other
    private record Pair(Endpoint client, Endpoint server, Optional<HostId> place) {
        static Pair of(Endpoint client, Endpoint server, HostId host) {
            return new Pair(client, server, loopback(client.address()) ? Optional.of(host) : Optional.empty());
        }

        private static boolean loopback(String address) {
            return address.startsWith("127.") || address.equals("::1");
        }
    }

    public Joints(List<HostState> hosts) {
        this.hosts = List.copyOf(hosts);
        BitSet ports = new BitSet(PORTS);
        for (HostState host : hosts) {
            leaving(host).forEach(departure -> {
                OutgoingConnection hop = departure.hop();
                ports.set(hop.local().port());
                departures
                        .computeIfAbsent(Pair.of(hop.local(), hop.peer(), host.host()), _ -> new ArrayList<>(1))
                        .add(departure);
            });
        }
        for (HostState host : hosts) {
            for (Connection connection : host.snapshot().connections()) {
                if (ports.get(connection.peer().port())) {
                    Pair pair = Pair.of(connection.peer(), connection.local(), host.host());
                    if (departures.containsKey(pair)) {
                        arrivals.computeIfAbsent(pair, _ -> new ArrayList<>(1)).add(new Arrival(host, connection));
                    }
                }
            }
        }
    }

    /// Where a hop arrives.
    public Fit<Arrival> arrival(Departure departure) {
        OutgoingConnection hop = departure.hop();
        Pair pair = Pair.of(hop.local(), hop.peer(), departure.host().host());
        Fit<Arrival> found = Fit.of(arrivals.getOrDefault(pair, List.of()));
        boolean shared = departures.getOrDefault(pair, List.of()).size() > 1;
        return shared && found.one().isPresent() ? new Fit<>(Optional.empty(), true) : found;
    }

    /// Where a connection comes from.
    public Fit<Departure> departure(HostState host, Connection connection) {
        Pair pair = Pair.of(connection.peer(), connection.local(), host.host());
        Fit<Departure> found = Fit.of(departures.getOrDefault(pair, List.of()));
        boolean shared = arrivals.getOrDefault(pair, List.of()).size() > 1;
        return shared && found.one().isPresent() ? new Fit<>(Optional.empty(), true) : found;
    }

    /// What leads on from a connection. A forward that no agent took for a hop is one where it is an SSH connection at
    /// its other end.
    public Stream<Departure> from(HostState host, Connection connection) {
        return leaving(host)
                .filter(departure -> departure.hop().from().equals(Optional.of(connection.cookie())))
                .filter(departure ->
                        departure.told() || arrival(departure).one().isPresent());
    }

    /// A host that is known by this address, as far as its listeners and connections tell.
    ///
    /// @param asker the host that sees the address: a loopback one is its own
    public Optional<HostId> owner(HostState asker, String address) {
        if (Pair.loopback(address)) {
            return Optional.of(asker.host());
        }
        return hosts.stream()
                .filter(host -> host.snapshot().connections().stream()
                                .anyMatch(c -> c.local().address().equals(address))
                        || host.snapshot().outgoing().stream()
                                .anyMatch(c -> c.local().address().equals(address))
                        || host.snapshot().listeners().stream()
                                .anyMatch(l -> l.address().address().equals(address)))
                .map(HostState::host)
                .findFirst();
    }

    private static Stream<Departure> leaving(HostState host) {
        List<OutgoingConnection> told = host.snapshot().outgoing();
        Stream<Departure> clients = told.stream().map(hop -> new Departure(host, hop, true));
        if (host.snapshot().connections().stream()
                .allMatch(connection -> connection.forwards().isEmpty())) {
            return clients;
        }
        Set<SocketCookie> known = new HashSet<>();
        told.forEach(hop -> known.add(hop.cookie()));
        return Stream.concat(
                clients,
                host.snapshot().connections().stream()
                        .flatMap(connection -> connection.forwards().stream()
                                .filter(Forward.Tcp.class::isInstance)
                                .map(Forward.Tcp.class::cast)
                                .filter(tcp -> !known.contains(tcp.cookie()))
                                .flatMap(tcp -> forwarded(connection, tcp).stream()))
                        .map(hop -> new Departure(host, hop, false)));
    }

    private static Optional<OutgoingConnection> forwarded(Connection connection, Forward.Tcp tcp) {
        return connection
                .server()
                .map(server -> new OutgoingConnection(
                        tcp.cookie(),
                        tcp.local(),
                        tcp.peer(),
                        OutgoingConnection.Via.FORWARD,
                        server,
                        connection.auditSession(),
                        Optional.of(connection.cookie()),
                        connection.since(),
                        connection.tcp()));
    }
}
