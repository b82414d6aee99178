package io.hangup.agent.census;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.OutgoingConnection;
import io.hangup.protocol.session.OutgoingConnection.Via;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpHealth;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns SSH clients and forwarded sockets into outgoing connections, over several looks. It reads nothing; one owner,
/// not thread-safe.
public final class Clients {
    private Map<SocketCookie, OutgoingConnection> before = Map.of();

    /// @param connections of this look: a hop belongs to the one it was started from or is forwarded through
    /// @return the oldest first
    public List<OutgoingConnection> look(ClientFacts facts, List<Connection> connections) {
        Map<SocketCookie, OutgoingConnection> now = new HashMap<>();
        facts.clients()
                .forEach(client -> socketOf(client, facts)
                        .map(socket -> made(client, socket, facts, connections))
                        .ifPresent(hop -> now.put(hop.cookie(), hop)));
        connections.stream()
                .filter(Clients::forwards)
                .flatMap(connection -> forwarded(connection, facts))
                .forEach(hop -> now.putIfAbsent(hop.cookie(), hop));
        before = now;
        return now.values().stream()
                .sorted(Comparator.comparing(OutgoingConnection::since)
                        .thenComparing(hop -> hop.cookie().value(), Long::compareUnsigned))
                .toList();
    }

    /// The same where there is neither a client nor a forward.
    public List<OutgoingConnection> none() {
        before = Map.of();
        return List.of();
    }

    /// The socket of the client's own connection, among those it holds.
    public static Optional<SocketFact> socketOf(ClientFact client, ClientFacts facts) {
        return client.proxied()
                ? Optional.empty()
                : client.sockets().stream()
                        .map(facts.sockets()::get)
                        .flatMap(Stream::ofNullable)
                        .filter(socket ->
                                !facts.accepting().contains(socket.local().port()))
                        .findFirst();
    }

    /// Whether anything is forwarded, as of most connections nothing is.
    public static boolean forwards(Connection connection) {
        return !connection.forwards().isEmpty();
    }

    /// Whether any of them does. In so many words, for it is asked at each look.
    public static boolean anyForwards(List<Connection> connections) {
        for (Connection connection : connections) {
            if (forwards(connection)) {
                return true;
            }
        }
        return false;
    }

    /// What sshd carries for its client to where an SSH server is to be expected: `-J`, `-W`, `-L`.
    public static Stream<Forward.Tcp> hops(Connection connection, Set<Integer> sshPorts) {
        Set<Integer> waiting = connection.forwards().stream()
                .filter(Forward.Waiting.class::isInstance)
                .map(forward -> ((Forward.Waiting) forward).address().port())
                .collect(Collectors.toSet());
        return connection.forwards().stream()
                .filter(Forward.Tcp.class::isInstance)
                .map(Forward.Tcp.class::cast)
                .filter(tcp -> sshPorts.contains(tcp.peer().port())
                        && !waiting.contains(tcp.local().port())
                        && !sshPorts.contains(tcp.local().port()));
    }

    private OutgoingConnection made(
            ClientFact client, SocketFact socket, ClientFacts facts, List<Connection> connections) {
        OutgoingConnection last = before.get(socket.cookie());
        return new OutgoingConnection(
                socket.cookie(),
                socket.local(),
                socket.peer(),
                client.shared() ? Via.MASTER : Via.CLIENT,
                client.process().process(),
                audit(client),
                from(client, last, connections),
                facts.startOf(client.process()),
                tcp(socket, facts.at(), last));
    }

    private Stream<OutgoingConnection> forwarded(Connection connection, ClientFacts facts) {
        Optional<HostProcess> server = connection.server();
        if (server.isEmpty()) {
            return Stream.empty();
        }
        return hops(connection, facts.sshPorts())
                .map(tcp -> facts.forwarded().get(tcp.cookie()))
                .flatMap(Stream::ofNullable)
                .map(socket -> forwarded(connection, server.get(), socket, facts.at()));
    }

    private OutgoingConnection forwarded(Connection connection, HostProcess server, SocketFact socket, Instant at) {
        OutgoingConnection last = before.get(socket.cookie());
        return new OutgoingConnection(
                socket.cookie(),
                socket.local(),
                socket.peer(),
                Via.FORWARD,
                server,
                connection.auditSession(),
                Optional.of(connection.cookie()),
                connection.since(),
                tcp(socket, at, last));
    }

    private static TcpHealth tcp(SocketFact socket, Instant at, @Nullable OutgoingConnection last) {
        return TcpReading.of(socket, at, last == null ? null : last.tcp());
    }

    private static OptionalLong audit(ClientFact client) {
        return client.auditSession() == ServerFact.UNSET
                ? OptionalLong.empty()
                : OptionalLong.of(client.auditSession());
    }

    // Parentage is certain; it is lost when a parent ends, in tmux and for ControlPersist, so what it told is kept.
    private static Optional<SocketCookie> from(
            ClientFact client, @Nullable OutgoingConnection last, List<Connection> connections) {
        Optional<SocketCookie> known = last == null ? Optional.empty() : last.from();
        return known.filter(
                        cookie -> connections.stream().anyMatch(c -> c.cookie().equals(cookie)))
                .or(() -> nearest(client.above(), connections))
                .or(() -> client.auditSession() == ServerFact.UNSET
                        ? Optional.empty()
                        : only(
                                connections,
                                connection ->
                                        connection.auditSession().equals(OptionalLong.of(client.auditSession()))));
    }

    // A user's own sshd lends its login's audit session to what it serves: two that match tell nothing.
    private static Optional<SocketCookie> only(List<Connection> connections, Predicate<Connection> wanted) {
        List<Connection> found = connections.stream().filter(wanted).limit(2).toList();
        return found.size() == 1 ? Optional.of(found.getFirst().cookie()) : Optional.empty();
    }

    // A user may run an sshd of his own below another's connection.
    private static Optional<SocketCookie> nearest(List<ProcessStamp> above, List<Connection> connections) {
        return above.stream()
                .flatMap(one -> connections.stream().filter(connection -> carries(connection, one)))
                .map(Connection::cookie)
                .findFirst();
    }

    // Who was above it may have ended since, and a stranger may have the pid.
    private static boolean carries(Connection connection, ProcessStamp process) {
        return connection
                        .server()
                        .filter(server -> server.stamp().equals(process))
                        .isPresent()
                || connection.sessions().stream()
                        .anyMatch(session -> session.leader().stamp().equals(process));
    }
}
