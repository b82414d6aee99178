package io.hangup.agent.census;

import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.Forward.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What one connection carries beside its sessions: the sockets that its serving process alone holds. What its monitor
/// or the listener holds too was inherited, or joins the two.
final class Forwards {
    /// The most that are told of one connection: those that moved last.
    static final int MOST = 64;

    /// Where sshd puts the agent's socket: OpenSSH to 10.0, from 10.1, and Dropbear.
    private static final Predicate<String> AGENT = Pattern.compile(
                    "^/tmp/ssh-[^/]+/agent\\.[^/]+$|/\\.ssh/agent/[^/]+$|^/tmp/dropbear-[^/]+/auth-[^/]+$")
            .asPredicate();

    private Map<Long, Forward.Tcp> known = Map.of();
    private boolean truncated;

    /// Whether some were left out at the last look.
    boolean truncated() {
        return truncated;
    }

    List<Forward> look(SocketFact own, Optional<ServerFact> monitor, Optional<ServerFact> serving, Wiring wiring) {
        Set<Long> inodes =
                serving.map(server -> own(server, own, monitor, wiring.facts())).orElse(Set.of());
        truncated = false;
        if (inodes.isEmpty()) {
            known = Map.of();
            return List.of();
        }
        List<Forward> others = new ArrayList<>();
        Map<Long, Forward.Tcp> next = new HashMap<>();
        for (long inode : inodes) {
            wiring.listening(inode)
                    .map(door -> new Forward.Waiting(door.local()))
                    .ifPresent(others::add);
            tcp(inode, wiring).ifPresent(forward -> next.put(inode, forward));
            local(inode, monitor, wiring.facts()).ifPresent(others::add);
        }
        known = next;
        return bounded(next.values(), others);
    }

    private static Set<Long> own(ServerFact serving, SocketFact own, Optional<ServerFact> monitor, Facts facts) {
        Set<Long> inodes = new HashSet<>(serving.sockets());
        inodes.remove(own.inode());
        ServerFact first = monitor.orElse(serving);
        if (first.pid() != serving.pid()) {
            inodes.removeAll(first.sockets());
        }
        ServerFact above = facts.servers().get(first.process().parent());
        if (above != null) {
            inodes.removeAll(above.sockets());
        }
        return inodes;
    }

    private Optional<Forward.Tcp> tcp(long inode, Wiring wiring) {
        Forward.Tcp before = known.get(inode);
        if (!wiring.facts().depth().everything()) {
            return Optional.ofNullable(before);
        }
        return wiring.connected(inode).map(socket -> {
            Instant moved =
                    wiring.facts().at().minusMillis(Math.min(socket.dataReceivedMillis(), socket.dataSentMillis()));
            return new Forward.Tcp(
                    socket.cookie(),
                    socket.local(),
                    socket.peer(),
                    TcpReading.steady(moved, before == null ? null : before.lastMoved()));
        });
    }

    // A pair without a name joins sshd to its monitor or to a command; only what was bound can be forwarded.
    private static Optional<Forward> local(long inode, Optional<ServerFact> monitor, Facts facts) {
        return Optional.ofNullable(facts.depth().unix().get(inode))
                .filter(socket -> socket.connected() && !socket.path().isEmpty())
                .filter(socket ->
                        monitor.filter(m -> m.sockets().contains(socket.peer())).isEmpty())
                .map(socket -> new Forward.Local(purpose(socket.path()), socket.path()));
    }

    static Purpose purpose(String path) {
        return AGENT.test(path) ? Purpose.AGENT : path.startsWith("/tmp/.X11-unix/") ? Purpose.X11 : Purpose.OTHER;
    }

    private List<Forward> bounded(Iterable<Forward.Tcp> moving, List<Forward> others) {
        List<Forward.Tcp> freshest = new ArrayList<>();
        moving.forEach(freshest::add);
        freshest.sort(Comparator.comparing(Forward.Tcp::lastMoved).reversed());
        others.sort(Comparator.comparing(Forward::toString));
        truncated = freshest.size() + others.size() > MOST;
        List<Forward> all = new ArrayList<>(freshest.subList(0, Math.min(MOST / 2, freshest.size())));
        all.addAll(others.subList(0, Math.min(MOST - all.size(), others.size())));
        freshest.stream().skip(MOST / 2).limit(MOST - all.size()).forEach(all::add);
        all.sort(Comparator.comparing(Forwards::order));
        return List.copyOf(all);
    }

    // An order in which activity changes nothing.
    private static String order(Forward forward) {
        return switch (forward) {
            case Forward.Tcp tcp -> "0 %016x".formatted(tcp.cookie().value());
            case Forward.Waiting waiting -> "1 " + waiting.address();
            case Forward.Local local -> "2 " + local.path();
        };
    }
}
