package io.hangup.agent.probe;

import io.hangup.agent.census.Depth;
import io.hangup.agent.census.ProcessFact;
import io.hangup.agent.census.ServerFact;
import io.hangup.agent.census.SocketFact;
import io.hangup.agent.census.UnixFact;
import io.hangup.agent.census.WaitFact;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is read beyond stat lines, each only where there is reason to: bytes of a server when its socket moved, waits
/// of a session when it is quiet, sockets of a server when its descriptors were read.
final class Soundings {
    /// A process could have begun to wait without a tick of CPU and a byte on the wire: asked again after this long.
    private static final Duration SEARCH_EVERY = Duration.ofMinutes(5);

    private record Searched(long bytes, Instant at) {}

    private final ProcessReader reader;
    private final Descendants descendants;
    private final SockDiag sockets;
    private final Waits waits;
    private final Map<Integer, Long> activity = new HashMap<>();
    private final Map<Integer, Long> serverIo = new HashMap<>();
    private final Map<Integer, Long> sessionIo = new HashMap<>();
    private final Map<Integer, WaitFact> waiting = new HashMap<>();
    private final Map<Integer, Searched> searched = new HashMap<>();
    private final Map<Integer, Long> opened = new HashMap<>();
    private final Map<Long, UnixFact> unix = new HashMap<>();

    /// Leaders that had nobody below them when that was last looked at.
    private final Set<Integer> alone = new HashSet<>();

    /// @param known sessions' processes as they were read last
    Soundings(ProcessReader reader, Map<Integer, ProcessFact> known, SockDiag sockets, Waits waits) {
        this.reader = reader;
        descendants = new Descendants(reader, known);
        this.sockets = sockets;
        this.waits = waits;
    }

    /// By the leader's pid: changes whenever a process below it used the CPU, came or went.
    Map<Integer, Long> activity() {
        return activity;
    }

    Depth depth(boolean everything) {
        return new Depth(serverIo, sessionIo, waiting, unix, everything);
    }

    /// What a serving process has moved so far.
    void server(int pid) {
        put(serverIo, pid, reader.io(pid));
    }

    /// Whether the descriptors of a server, or who is below it, may have changed since this was asked last: sshd opens,
    /// closes and starts nothing unless asked to.
    boolean mayHaveOpened(int pid, SocketFact socket) {
        Long now = traffic(socket);
        return !now.equals(opened.put(pid, now));
    }

    /// What the sockets of a server are, after its descriptors were read.
    void sockets(ServerFact server) {
        for (long inode : server.sockets()) {
            unix.computeIfAbsent(inode, sockets::unix);
        }
    }

    /// What a session's processes did, and when that is nothing, whether one of them waits to write.
    ///
    /// @param leader as this look has read it
    /// @param closely whether to walk down to them
    /// @param still whether it was asked whether the leader has run
    void session(
            ProcessFact leader,
            Optional<ServerFact> serving,
            SocketFact socket,
            boolean closely,
            boolean still,
            Instant now) {
        int pid = leader.pid();
        boolean waited = waiting.containsKey(pid);
        if (!closely && !waited) {
            return;
        }
        // Who has not run has started nobody.
        boolean asBefore = still && alone.contains(pid) && reader.runs().stood(pid);
        if (asBefore) {
            descendants.alone(leader);
        } else {
            walk(leader, closely);
        }
        boolean quiet = asBefore;
        if (closely && !asBefore) {
            Long before = activity.put(pid, descendants.activity());
            quiet = before != null && before == descendants.activity();
            put(sessionIo, pid, descendants.io());
        }
        if (waited || (quiet && worthSearching(pid, traffic(socket), now))) {
            waits.among(descendants.met(), serving)
                    .ifPresentOrElse(wait -> waiting.put(pid, wait), () -> waiting.remove(pid));
        }
    }

    private void walk(ProcessFact leader, boolean closely) {
        descendants.walk(leader, closely && leader.tty() == 0);
        if (reader.listsChildren() && descendants.met().size() == 1) {
            alone.add(leader.pid());
        } else {
            alone.remove(leader.pid());
        }
    }

    /// What it remembers most of. A connection without sessions is remembered too.
    int size() {
        return Stream.of(activity, serverIo, sessionIo, waiting, searched, opened, unix)
                .mapToInt(Map::size)
                .max()
                .orElse(0);
    }

    /// Forgets what is gone. @param held inodes of sockets that servers hold
    void retain(Set<Integer> servers, Set<Integer> others, Set<Long> held) {
        serverIo.keySet().retainAll(servers);
        opened.keySet().retainAll(servers);
        unix.keySet().retainAll(held);
        for (Set<Integer> ofSessions :
                List.of(activity.keySet(), sessionIo.keySet(), waiting.keySet(), searched.keySet(), alone)) {
            ofSessions.removeIf(pid -> !others.contains(pid) && !servers.contains(pid));
        }
    }

    private boolean worthSearching(int leader, long bytes, Instant now) {
        Searched last = searched.get(leader);
        if (last != null && last.bytes == bytes && !now.isBefore(last.at) && now.isBefore(last.at.plus(SEARCH_EVERY))) {
            return false;
        }
        searched.put(leader, new Searched(bytes, now));
        return true;
    }

    private static long traffic(SocketFact socket) {
        return socket.bytesReceived() + socket.bytesSent();
    }

    private static void put(Map<Integer, Long> into, int pid, long value) {
        if (value < 0) {
            into.remove(pid);
        } else {
            into.put(pid, value);
        }
    }
}
