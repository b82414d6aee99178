package io.hangup.controller.rule;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a connection carries beside its sessions, and whether anything of it works.
final class CarriedFactsTable {
    /// sshd lets X11 clients in from display 10 on, at port 6000 and the display's number (`X11DisplayOffset`,
    /// sshd_config(5)), and tries 1000 displays (`MAX_DISPLAYS`, channels.c).
    private static final int FIRST_X11 = 6010;

    private static final int LAST_X11 = 6999;

    static final List<Fact> FACTS = List.of(
            fact(
                    "connection.payloadAgo",
                    Fact.Kind.DURATION,
                    "since more than keepalives, their answers and window adjustments last moved, either way",
                    CarriedFactsTable::payload),
            fact(
                    "connection.workIdle",
                    Fact.Kind.DURATION,
                    "since a process of any of its sessions was last seen to use the CPU or, without a terminal, to read or write; without a session since it began",
                    CarriedFactsTable::work),
            fact(
                    "connection.forwards",
                    Fact.Kind.INT,
                    "what it carries beside sessions: forwarded connections, ports it waits on, agent and X11",
                    s -> forwards(s, forwards -> value((long) forwards.size()))),
            fact(
                    "connection.forwardsIdle",
                    Fact.Kind.DURATION,
                    "since data last moved on a forwarded TCP connection; none without one",
                    s -> forwards(s, forwards -> idle(s, forwards))),
            fact(
                    "connection.listeningForward",
                    Fact.Kind.BOOL,
                    "whether it waits on a port for others to use it: -R, X11",
                    s -> any(s, forward -> forward instanceof Forward.Waiting)),
            fact(
                    "connection.agentForward",
                    Fact.Kind.BOOL,
                    "whether a process is connected to the key agent forwarded with it",
                    s -> any(
                            s,
                            forward -> forward instanceof Forward.Local(var purpose, String _)
                                    && purpose == Forward.Purpose.AGENT)),
            fact(
                    "connection.x11Forward",
                    Fact.Kind.BOOL,
                    "whether it serves X11 clients, or waits for them, told by its ports 6010 to 6999; -R on one of these looks the same",
                    s -> any(s, CarriedFactsTable::x11)),
            fact(
                    "connection.unreadFor",
                    Fact.Kind.DURATION,
                    "how long data has waited for a server that read nothing and used no CPU; none while nothing waits",
                    CarriedFactsTable::unread));

    private CarriedFactsTable() {}

    private static Fact fact(String name, Fact.Kind kind, String doc, Function<Sight, Seen> look) {
        return new Fact(name, kind, Scope.CONNECTION, List.of(), doc, look);
    }

    private static Seen payload(Sight sight) {
        return sight.connection()
                .lastPayload()
                .map(sight::quietSince)
                .orElseGet(() -> new Seen.Unseen("the agent can't tell its data from keepalives"));
    }

    private static Seen work(Sight sight) {
        Connection connection = sight.connection();
        boolean seen = !connection.sessions().isEmpty() || (connection.server().isPresent() && sight.carriedSeen());
        if (!seen || sight.blind(Blindspot.Sense.PROCESSES)) {
            return new Seen.Unseen("the agent can't see what runs in its sessions");
        }
        boolean untold = connection.sessions().stream().anyMatch(session -> ioUntold(sight, session));
        if (untold) {
            return new Seen.Unseen("the agent can't see what a session without terminal reads and writes");
        }
        return sight.quietSince(connection.sessions().stream()
                .flatMap(session -> Stream.concat(Stream.of(session.lastCpu()), session.lastIo().stream()))
                .max(Instant::compareTo)
                .map(last -> last.plus(SshSession.WORK_WITHIN))
                .orElse(connection.since()));
    }

    private static boolean ioUntold(Sight sight, SshSession session) {
        return session.terminal() instanceof Terminal.NoPty
                && (session.lastIo().isEmpty() || sight.blind(Blindspot.Sense.IO));
    }

    /// An empty list means nothing where the owners of sockets, or the connection itself, can't be seen.
    private static Seen forwards(Sight sight, Function<List<Forward>, Seen> look) {
        List<Forward> forwards = sight.connection().forwards();
        return forwards.isEmpty() && (sight.blind(Blindspot.Sense.OWNERS) || !sight.carriedSeen())
                ? new Seen.Unseen("the agent can't see what the connection carries beside its sessions")
                : look.apply(forwards);
    }

    private static Seen idle(Sight sight, List<Forward> forwards) {
        Optional<Instant> last = forwards.stream()
                .flatMap(forward -> forward instanceof Forward.Tcp tcp ? Stream.of(tcp.lastMoved()) : Stream.empty())
                .max(Instant::compareTo);
        return last.map(sight::quietSince)
                .orElseGet(() -> new Seen.Absent("the connection forwards no TCP connection now"));
    }

    private static Seen any(Sight sight, Predicate<Forward> kind) {
        return forwards(sight, forwards -> value(forwards.stream().anyMatch(kind)));
    }

    private static boolean x11(Forward forward) {
        return switch (forward) {
            case Forward.Waiting(var address) -> x11(address);
            case Forward.Local(var purpose, String _) -> purpose == Forward.Purpose.X11;
            case Forward.Tcp tcp -> x11(tcp.local());
        };
    }

    private static boolean x11(Endpoint end) {
        return end.port() >= FIRST_X11 && end.port() <= LAST_X11;
    }

    private static Seen unread(Sight sight) {
        if (sight.blind(Blindspot.Sense.PROCESSES)) {
            return new Seen.Unseen("the agent can't see whether the server works");
        }
        return sight.connection()
                .unreadSince()
                .map(sight::quietSince)
                .orElseGet(() -> sight.blind(Blindspot.Sense.SOCKETS)
                        ? new Seen.Unseen("the agent can't see the host's connections now")
                        : new Seen.Absent("no data waits for the server"));
    }

    private static Seen value(Object value) {
        return new Seen.Value(value);
    }
}
