package io.hangup.agent.census;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Turns the facts of one look and what earlier looks left behind into connections and sessions. It reads nothing and
/// knows no clock; one owner, not thread-safe.
public final class Census {
    private final int maxConnections;
    private final Duration rest;
    private final Map<SocketCookie, Tracked> tracked = new HashMap<>();

    /// Those of the last look, the oldest first.
    private List<Tracked> inOrder = List.of();

    /// The servers' ports of those.
    private final Set<Integer> ports = new TreeSet<>();

    /// Of the last look, when nobody knocked then; null when somebody did.
    private @Nullable List<Doors.Door> listenersOf;

    private List<Listener> listeners = List.of();
    private long looks;

    /// @param maxConnections at most so many in one view
    /// @param rest how long a connection on which nothing moves may go without its processes being read
    public Census(int maxConnections, Duration rest) {
        this.maxConnections = maxConnections;
        this.rest = rest;
    }

    /// Ports of connections known so far: they stay worth a dump after their listener is gone.
    public Set<Integer> ports() {
        return new TreeSet<>(ports);
    }

    /// How closely the processes of this socket should be looked at for the next look. To be asked once a look.
    public Attention attend(SocketFact socket, Instant now) {
        Tracked known = tracked.get(socket.cookie());
        return known == null ? Attention.READ : known.attend(socket, now);
    }

    /// The next look reads all of this connection's processes, whether or not anything moved on its wire or ran.
    public void heed(SocketCookie connection) {
        Tracked known = tracked.get(connection);
        if (known != null) {
            known.heed();
        }
    }

    /// Whether the look that comes was told to heed this connection.
    public boolean heeded(SocketFact socket) {
        Tracked known = tracked.get(socket.cookie());
        return known != null && known.heeded();
    }

    /// Whether the reading that comes can leave the servers of this socket out, and read the sessions below them alone.
    public boolean withoutServers(SocketFact socket) {
        Tracked known = tracked.get(socket.cookie());
        return known != null && known.withoutServers();
    }

    /// Whether somebody is known to have been let in on this socket, so that what its servers hold is the session's.
    public boolean settled(SocketFact socket) {
        Tracked known = tracked.get(socket.cookie());
        return known != null && known.settled();
    }

    /// Whether what the serving process of this socket has read and written is worth asking for.
    public boolean moved(SocketFact socket) {
        Tracked known = tracked.get(socket.cookie());
        return known == null || known.moved(socket);
    }

    /// Whether this socket is a connection to an SSH server.
    ///
    /// Through a door, or known as one before, or held by servers that outlived their listener. Those hold
    /// forwarded sockets too: the connection is the one that monitor and child both hold, or the only one.
    public boolean isConnection(SocketFact socket, Doors doors, Facts facts) {
        return socket.served()
                && (tracked.containsKey(socket.cookie())
                        || doors.of(socket.local()).isPresent()
                        || outlivedItsDoor(socket, doors, facts));
    }

    /// Looks: equal facts after equal looks, an equal view.
    ///
    /// @param doors among the sockets of these facts
    public HostView look(Facts facts, Doors doors) {
        looks++;
        List<SocketFact> strangers = new ArrayList<>();
        Wiring wiring = new Wiring(facts);
        for (SocketFact socket : facts.connected()) {
            Tracked known = tracked.get(socket.cookie());
            if (known == null) {
                strangers.add(socket);
            } else if (socket.served() && known.isFirst(looks)) {
                known.look(socket, wiring, doors, rest);
            }
        }
        List<Tracked> present = new ArrayList<>(inOrder.size() + 16);
        for (Tracked known : inOrder) {
            if (known.isOf(looks)) {
                present.add(known);
            }
        }
        int leftOut = admit(strangers, wiring, doors, present);
        if (tracked.size() > present.size()) {
            tracked.values().removeIf(known -> !known.isOf(looks));
        }
        // Nearly in order, which makes it cheap.
        present.sort(Census::byAge);
        inOrder = present;
        List<Connection> connections = new ArrayList<>(present.size());
        List<Connection> knocking = new ArrayList<>();
        boolean truncated = false;
        ports.clear();
        int last = -1;
        for (Tracked known : present) {
            Connection connection = known.connection();
            connections.add(connection);
            int port = connection.local().port();
            if (port != last) {
                ports.add(port);
                last = port;
            }
            if (connection.phase() == Phase.PRE_AUTH) {
                knocking.add(connection);
            }
            truncated |= known.truncated();
        }
        return new HostView(listening(doors, knocking), connections, blindspots(facts, leftOut, truncated));
    }

    // In one piece: at each look it compares some thousand times.
    private static int byAge(Tracked first, Tracked second) {
        Connection one = first.connection();
        Connection other = second.connection();
        int order = one.since().compareTo(other.since());
        return order != 0
                ? order
                : Long.compareUnsigned(one.cookie().value(), other.cookie().value());
    }

    /// What to show when sockets could not be read: what was known, of which nothing is known to be still true.
    public HostView blind(List<Blindspot> why) {
        List<Connection> unknown = new ArrayList<>();
        tracked.values().forEach(known -> known.last().map(Census::doubted).ifPresent(unknown::add));
        return new HostView(List.of(), unknown, why);
    }

    private int admit(List<SocketFact> strangers, Wiring wiring, Doors doors, List<Tracked> present) {
        int leftOut = 0;
        for (SocketFact socket : strangers) {
            if (tracked.containsKey(socket.cookie()) || !isConnection(socket, doors, wiring.facts())) {
                continue;
            }
            if (present.size() >= maxConnections) {
                leftOut++;
                continue;
            }
            Tracked known = new Tracked(looks);
            tracked.put(socket.cookie(), known);
            known.look(socket, wiring, doors, rest);
            present.add(known);
        }
        return leftOut;
    }

    private static boolean outlivedItsDoor(SocketFact socket, Doors doors, Facts facts) {
        List<ServerFact> holders = facts.holdersOf(socket.inode());
        if (holders.isEmpty()) {
            return false;
        }
        ServerFact eldest = holders.getFirst();
        boolean orphan = !facts.servers().containsKey(eldest.process().parent()) && !doors.isListener(eldest.pid());
        return orphan
                && (holders.size() > 1
                        || facts.connected().stream()
                                        .filter(other -> eldest.sockets().contains(other.inode()))
                                        .count()
                                == 1);
    }

    private static Connection doubted(Connection c) {
        return new Connection(
                c.cookie(),
                c.local(),
                c.peer(),
                c.implementation(),
                Phase.UNKNOWN,
                c.user(),
                c.since(),
                c.monitor(),
                c.child(),
                c.auditSession(),
                c.tcp(),
                List.of(),
                List.of());
    }

    // Those of the look before, wherever nothing can have changed.
    private List<Listener> listening(Doors doors, List<Connection> knocking) {
        if (!knocking.isEmpty()) {
            listenersOf = null;
            return listeners(doors, knocking);
        }
        if (!doors.all().equals(listenersOf)) {
            listeners = List.copyOf(listeners(doors, knocking));
            listenersOf = doors.all();
        }
        return listeners;
    }

    private static List<Listener> listeners(Doors doors, List<Connection> knocking) {
        return doors.all().stream()
                .map(door -> new Listener(
                        door.socket().local(),
                        door.process().process().process(),
                        door.process().implementation(),
                        (int) door.socket().receiveQueue(),
                        (int) door.socket().sendQueue(),
                        startups(door, doors, knocking)))
                .sorted(Comparator.comparingInt(
                                (Listener listener) -> listener.address().port())
                        .thenComparing(listener -> listener.address().address()))
                .toList();
    }

    private static int startups(Doors.Door door, Doors doors, List<Connection> knocking) {
        return (int) knocking.stream()
                .filter(c -> doors.of(c.local()).filter(door::equals).isPresent())
                .count();
    }

    private List<Blindspot> blindspots(Facts facts, int leftOut, boolean truncated) {
        List<Blindspot> all = new ArrayList<>(facts.blindspots());
        if (leftOut > 0) {
            all.add(new Blindspot(
                    Blindspot.Sense.TRUNCATED,
                    leftOut + " more connections were left out: a view holds at most " + maxConnections));
        }
        if (truncated) {
            all.add(new Blindspot(
                    Blindspot.Sense.TRUNCATED,
                    "a connection carries more than " + Forwards.MOST + " forwards: those that moved last are told"));
        }
        return all;
    }
}
