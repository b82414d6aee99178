package io.hangup.agent.census;

import io.hangup.protocol.session.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The listening sockets through which clients reach an SSH server.
///
/// A user's sshd listens too, for `-R` and X11; those sockets are no doors. A door's process runs `sshd` or `dropbear`
/// itself, no SSH server is its parent, and it carries no connection of its own.
public record Doors(List<Door> all) {
    private static final Set<String> NEVER_LISTEN = Set.of("sshd-session", "sshd-auth");

    /// @param process who accepts
    public record Door(SocketFact socket, ServerFact process) {}

    public Doors {
        all = List.copyOf(all);
    }

    /// @param connected sockets known so far; they tell a listener from a server that forwards
    public static Doors among(
            List<SocketFact> listening,
            List<SocketFact> connected,
            Map<Integer, ServerFact> servers,
            Map<Long, List<Integer>> holders) {
        List<Door> doors = new ArrayList<>();
        for (SocketFact socket : listening) {
            if (!holders.containsKey(socket.inode())) {
                madeBeside(socket, servers)
                        .map(server -> new Door(socket, server))
                        .ifPresent(doors::add);
            }
            for (int pid : holders.getOrDefault(socket.inode(), List.of())) {
                ServerFact server = servers.get(pid);
                if (server != null && waits(server, servers) && !carries(server, listening, connected)) {
                    doors.add(new Door(socket, server));
                    break;
                }
            }
        }
        return new Doors(doors);
    }

    /// Whether doors that were found among `before` are those among `now`, as long as servers are the same. A listening
    /// socket tells of its queue only, and of a connected one it counts whose it is.
    public static boolean remain(List<SocketFact> before, List<SocketFact> now) {
        boolean same = before.size() == now.size();
        for (int i = 0; same && i < now.size(); i++) {
            SocketFact one = now.get(i);
            SocketFact other = before.get(i);
            same = one.cookie().value() == other.cookie().value()
                    && one.inode() == other.inode()
                    && (!one.listening()
                            || (one.receiveQueue() == other.receiveQueue() && one.sendQueue() == other.sendQueue()));
        }
        return same;
    }

    // Where descriptors may not be read, a socket made in the very cgroup of a listener is taken for its own. Forwards
    // are made in the cgroup of the user's login.
    private static Optional<ServerFact> madeBeside(SocketFact socket, Map<Integer, ServerFact> servers) {
        return servers.values().stream()
                .filter(server -> !server.seen() && server.cgroup() != 0 && server.cgroup() == socket.cgroup())
                .filter(server -> waits(server, servers))
                .min(Comparator.comparingInt(ServerFact::pid));
    }

    private static boolean waits(ServerFact server, Map<Integer, ServerFact> servers) {
        return !NEVER_LISTEN.contains(server.executable())
                && !servers.containsKey(server.process().parent());
    }

    // A root login that outlived its listener looks like one but for this: it holds a connection that came in through
    // another's door, or, when that door is gone too, the audit session of a login.
    private static boolean carries(ServerFact server, List<SocketFact> listening, List<SocketFact> connected) {
        // There are few of these and many of those, in which a set would have to look each up.
        long[] held = server.sockets().stream().mapToLong(Long::longValue).toArray();
        for (SocketFact socket : connected) {
            if (contains(held, socket.inode())
                    && (server.auditSession() != ServerFact.UNSET
                            || listening.stream()
                                    .anyMatch(door -> door.accepts(socket.local())
                                            && !server.sockets().contains(door.inode())))) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(long[] inodes, long wanted) {
        for (long inode : inodes) {
            if (inode == wanted) {
                return true;
            }
        }
        return false;
    }

    /// The door that a connection to `local` came through.
    public Optional<Door> of(Endpoint local) {
        return all.stream()
                .filter(door -> door.socket().accepts(local))
                .min(Comparator.comparingInt(door -> door.socket().distanceTo(local)));
    }

    boolean isListener(int pid) {
        return all.stream().anyMatch(door -> door.process().pid() == pid);
    }
}
