package io.hangup.controller.rule;

import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Facts of a connection.
final class ConnectionFactsTable {
    private static final Seen SERVER_UNSEEN =
            new Seen.Unseen("the process that serves the connection can't be seen on this host");

    static final List<Fact> FACTS = List.of(
            open(
                    "connection.id",
                    Fact.Kind.STRING,
                    "as people type it, web-1:9c1e-3f2a",
                    s -> value(s.target().id())),
            open(
                    "connection.age",
                    Fact.Kind.DURATION,
                    "since the first process that serves it started",
                    s -> s.since(s.connection().since())),
            words(
                    "connection.phase",
                    Phase.values(),
                    "how far it has come",
                    s -> word(s.connection().phase())),
            open(
                    "connection.user",
                    Fact.Kind.STRING,
                    "whom sshd let in; none before that",
                    s -> account(s, Account::name)),
            open(
                    "connection.uid",
                    Fact.Kind.INT,
                    "that user's id; none before sshd let it in",
                    s -> account(s, account -> Integer.toUnsignedLong(account.uid()))),
            words(
                    "connection.implementation",
                    Implementation.values(),
                    "whose server holds it",
                    s -> word(s.connection().implementation())),
            open(
                    "connection.peer.address",
                    Fact.Kind.STRING,
                    "where it comes from",
                    s -> value(s.connection().peer().address())),
            number("connection.peer.port", "its port there", c -> c.peer().port()),
            open(
                    "connection.local.address",
                    Fact.Kind.STRING,
                    "the address of this host",
                    s -> value(s.connection().local().address())),
            number(
                    "connection.local.port",
                    "the port of this host",
                    c -> c.local().port()),
            open(
                    "connection.sessions",
                    Fact.Kind.INT,
                    "sessions that it carries: none before authentication and for a tunnel, several when multiplexed",
                    ConnectionFactsTable::sessions),
            open(
                    "connection.holders",
                    Fact.Kind.INT,
                    "processes outside sshd that keep a finished session's pipe open, and so the connection",
                    ConnectionFactsTable::holders),
            words(
                    "connection.server.state",
                    ProcessState.values(),
                    "state of the process that serves it; every healthy one is sleeping",
                    s -> server(s, process -> Spelling.seen(process.state()))),
            open(
                    "connection.server.command",
                    Fact.Kind.STRING,
                    "name of the process that serves it",
                    s -> server(s, process -> value(process.command()))),
            words(
                    "connection.monitor.state",
                    ProcessState.values(),
                    "state of its privileged process, which ends it after logout",
                    s -> s.connection()
                            .monitor()
                            .map(process -> Spelling.seen(process.state()))
                            .orElse(SERVER_UNSEEN)),
            open(
                    "connection.loginGrace",
                    Fact.Kind.DURATION,
                    "how long its server lets it be pre-auth: LoginGraceTime, dropbear's 5 minutes; none when for ever",
                    LoginGrace::of),
            age(
                    "connection.peer.silentFor",
                    "since the peer's kernel last acknowledged anything; up to 2m is normal while its window is closed",
                    TcpHealth::lastHeard),
            age(
                    "connection.receivedAgo",
                    "since data last came in; keepalives inside the encryption count, so it is not the user",
                    TcpHealth::lastDataReceived),
            age(
                    "connection.sentAgo",
                    "since data was last sent; retransmits count, so it stays small on a dead path",
                    TcpHealth::lastDataSent),
            open(
                    "connection.quietFor",
                    Fact.Kind.DURATION,
                    "since data last came in or a terminal of it was last read",
                    s -> s.quietSince(lastSign(s.connection()))),
            tcp("connection.bytesReceived", "bytes that came in", TcpHealth::bytesReceived),
            tcp("connection.bytesSent", "bytes sent", TcpHealth::bytesSent),
            words(
                    "connection.tcp.state",
                    TcpState.values(),
                    "state of the TCP connection",
                    s -> tcp(s, tcp -> word(tcp.state()))),
            words(
                    "connection.tcp.timer",
                    TcpTimer.values(),
                    "the timer that runs; keepalive is the healthy one",
                    s -> tcp(s, tcp -> word(tcp.timer()))),
            tcp(
                    "connection.tcp.retransmits",
                    "times in a row that the oldest data in flight was sent again without an answer",
                    TcpHealth::retransmits),
            tcp("connection.tcp.probes", "keepalive or window probes in a row without an answer", TcpHealth::probes),
            tcp(
                    "connection.tcp.backoff",
                    "doublings of the timer; also for a live peer whose window is closed, so never enough alone",
                    TcpHealth::backoff),
            tcp("connection.tcp.unacked", "segments in flight", TcpHealth::unacked),
            tcp("connection.tcp.receiveQueue", "bytes that sshd has not read yet", TcpHealth::receiveQueue),
            tcp("connection.tcp.sendQueue", "bytes that the peer has not acknowledged yet", TcpHealth::sendQueue),
            tcp(
                    "connection.tcp.sendWindow",
                    "bytes that the peer lets us send; 0 is a closed window",
                    TcpHealth::sendWindow));

    private ConnectionFactsTable() {}

    /// The latest instant at which anything came from the other side, as far as it is known.
    static Instant lastSign(Connection connection) {
        Instant last = connection.tcp().lastDataReceived();
        for (SshSession session : connection.sessions()) {
            if (session.terminal() instanceof Terminal.Pty pty
                    && pty.lastInput().isAfter(last)) {
                last = pty.lastInput();
            }
        }
        return last;
    }

    private static Seen account(Sight sight, Function<Account, Object> part) {
        Optional<Account> user = sight.connection().user();
        if (user.isPresent()) {
            return new Seen.Value(part.apply(user.get()));
        }
        return sight.connection().phase() == Phase.PRE_AUTH
                ? new Seen.Absent("nobody has been let in yet")
                : new Seen.Unseen("the agent can't see who was let in");
    }

    private static Seen sessions(Sight sight) {
        Connection connection = sight.connection();
        boolean certain = !connection.sessions().isEmpty()
                || connection.phase() == Phase.PRE_AUTH
                || (connection.server().isPresent() && sight.carriedSeen());
        return certain ? new Seen.Value((long) connection.sessions().size()) : SERVER_UNSEEN;
    }

    private static Seen holders(Sight sight) {
        return sight.connection().holders().isEmpty() && (sight.blind(Blindspot.Sense.PIPES) || !sight.carriedSeen())
                ? new Seen.Unseen("the agent can't see who keeps a pipe open")
                : new Seen.Value((long) sight.connection().holders().size());
    }

    private static Seen server(Sight sight, Function<HostProcess, Seen> part) {
        return sight.connection().server().map(part).orElse(SERVER_UNSEEN);
    }

    private static Fact open(String name, Fact.Kind kind, String doc, Function<Sight, Seen> look) {
        return new Fact(name, kind, Scope.CONNECTION, List.of(), doc, look);
    }

    private static Fact words(String name, Enum<?>[] values, String doc, Function<Sight, Seen> look) {
        return new Fact(name, Fact.Kind.STRING, Scope.CONNECTION, Spelling.all(values), doc, look);
    }

    private static Fact number(String name, String doc, ToLongFunction<Connection> part) {
        return open(name, Fact.Kind.INT, doc, s -> value(part.applyAsLong(s.connection())));
    }

    private static Fact tcp(String name, String doc, ToLongFunction<TcpHealth> part) {
        return open(name, Fact.Kind.INT, doc, s -> tcp(s, tcp -> value(part.applyAsLong(tcp))));
    }

    private static Seen tcp(Sight sight, Function<TcpHealth, Seen> part) {
        return sight.blind(Blindspot.Sense.SOCKETS)
                ? new Seen.Unseen("the agent can't see the host's connections now")
                : part.apply(sight.connection().tcp());
    }

    private static Fact age(String name, String doc, Function<TcpHealth, Instant> part) {
        return open(
                name,
                Fact.Kind.DURATION,
                doc,
                s -> s.quietSince(part.apply(s.connection().tcp())));
    }

    private static Seen value(Object value) {
        return new Seen.Value(value);
    }

    private static Seen word(Enum<?> constant) {
        return Spelling.seen(constant);
    }
}
