package io.hangup.agent.probe;

import io.hangup.agent.census.ClientFact;
import io.hangup.agent.census.ClientFacts;
import io.hangup.agent.census.Clients;
import io.hangup.agent.census.HostView;
import io.hangup.agent.census.SocketFact;
import io.hangup.protocol.session.OutgoingConnection;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// One look after another at this host's SSH clients. Where there are none and nothing is forwarded it costs nothing.
///
/// A client's socket is found by inode among all sockets, which are listed once a sweep; one that was met since, among
/// those towards SSH ports. From then on it is asked for by its cookie.
final class ClientGaze {
    private static final int SSH = 22;

    /// A client met between two sweeps is looked for so often before it waits for the next.
    private static final int TRIES = 3;

    private static final String CURE = "that takes root, or the capabilities CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH";

    private final ProcessReader processes;
    private final ClientReader reader;
    private final SockDiag dumps;
    private final SingleSockets singles;
    private final Clients census = new Clients();
    private final Map<Integer, ClientFact> known = new HashMap<>();
    private final Map<Integer, Integer> tries = new HashMap<>();
    private Map<Long, SocketFact> sockets = Map.of();

    ClientGaze(ProcessReader processes, ClientReader reader, SockDiag dumps, SingleSockets singles) {
        this.processes = processes;
        this.reader = reader;
        this.dumps = dumps;
        this.singles = singles;
    }

    /// @param clients pids that may run one; those that do not are taken out
    /// @param sweep whether `connected` holds every socket of this host
    /// @param view of this look
    HostView look(
            Instant now,
            Instant bootedAt,
            Set<Integer> clients,
            boolean sweep,
            List<SocketFact> connected,
            List<SocketFact> listening,
            HostView view) {
        boolean leftOut = clients.size() > HostSnapshot.MOST_OTHERS;
        read(clients, sweep);
        if (known.isEmpty() && !Clients.anyForwards(view.connections())) {
            sockets = Map.of();
            return view.leadingTo(census.none(), unseen(leftOut));
        }
        Set<Integer> ports = sshPorts(view);
        sockets = known.isEmpty() ? Map.of() : sweep ? held(connected) : refreshed(ports);
        ClientFacts facts = new ClientFacts(
                now,
                bootedAt,
                List.copyOf(known.values()),
                sockets,
                forwarded(view, ports),
                accepting(listening),
                ports);
        List<OutgoingConnection> hops = census.look(facts, view.connections());
        forgetBeyond(hops);
        leftOut |= hops.size() > HostSnapshot.MOST_OTHERS;
        return view.leadingTo(hops.subList(0, Math.min(hops.size(), HostSnapshot.MOST_OTHERS)), unseen(leftOut));
    }

    private List<Blindspot> unseen(boolean leftOut) {
        List<Blindspot> unseen = new ArrayList<>();
        if (ClientReader.refused(known.values())) {
            unseen.add(new Blindspot(Sense.CLIENTS, "descriptors of SSH clients may not be read: " + CURE));
        } else if (processes.programsUnseen()) {
            unseen.add(new Blindspot(Sense.CLIENTS, "what other users' processes run may not be read: " + CURE));
        }
        if (leftOut) {
            unseen.add(new Blindspot(
                    Sense.TRUNCATED, "more SSH clients than " + HostSnapshot.MOST_OTHERS + " run: some are left out"));
        }
        return unseen;
    }

    // Of what a client holds only its own connection is asked for again.
    private void forgetBeyond(List<OutgoingConnection> hops) {
        Set<SocketCookie> own = new HashSet<>();
        hops.forEach(hop -> own.add(hop.cookie()));
        if (!sockets.isEmpty()) {
            sockets.values().removeIf(socket -> !own.contains(socket.cookie()));
        }
    }

    private void read(Set<Integer> clients, boolean sweep) {
        known.keySet().retainAll(clients);
        tries.keySet().retainAll(clients);
        for (int pid : List.copyOf(clients)) {
            ClientFact before = known.get(pid);
            boolean closely = sweep || before == null || pending(before);
            if (before == null && known.size() >= HostSnapshot.MOST_OTHERS) {
                continue;
            }
            ClientFact now = reader.read(pid, before, closely);
            if (now == null) {
                known.remove(pid);
                clients.remove(pid);
            } else {
                known.put(pid, now);
            }
        }
    }

    private boolean pending(ClientFact client) {
        return client.seen()
                && !client.proxied()
                && tries.getOrDefault(client.process().pid(), 0) < TRIES
                && client.sockets().stream().noneMatch(sockets::containsKey);
    }

    private Map<Long, SocketFact> held(List<SocketFact> among) {
        Set<Long> wanted = new HashSet<>();
        known.values().forEach(client -> wanted.addAll(client.sockets()));
        Map<Long, SocketFact> held = new HashMap<>();
        among.stream()
                .filter(socket -> wanted.contains(socket.inode()))
                .forEach(socket -> held.put(socket.inode(), socket));
        return held;
    }

    private Map<Long, SocketFact> refreshed(Set<Integer> ports) {
        Map<Long, SocketFact> now = new HashMap<>();
        List<ClientFact> unmet = known.values().stream().filter(this::pending).toList();
        if (!unmet.isEmpty()) {
            List<SocketFact> towards = new ArrayList<>();
            dumps.towards(ports, towards);
            now.putAll(held(towards));
            unmet.forEach(client -> tries.merge(client.process().pid(), 1, Integer::sum));
        }
        sockets.forEach((inode, socket) -> {
            SocketFact fresh = singles.tcp(socket.cookie(), socket.local(), socket.peer());
            // Until a sweep shows that it is gone: a scoped address can't be asked for so.
            now.put(inode, fresh == null ? socket : fresh);
        });
        return now;
    }

    private Map<SocketCookie, SocketFact> forwarded(HostView view, Set<Integer> ports) {
        Map<SocketCookie, SocketFact> found = new HashMap<>();
        view.connections().stream()
                .filter(Clients::forwards)
                .flatMap(connection -> Clients.hops(connection, ports))
                .limit(HostSnapshot.MOST_OTHERS)
                .forEach(hop -> {
                    SocketFact socket = singles.tcp(hop.cookie(), hop.local(), hop.peer());
                    if (socket != null) {
                        found.put(hop.cookie(), socket);
                    }
                });
        return found;
    }

    private Set<Integer> accepting(List<SocketFact> listening) {
        Set<Long> held = new HashSet<>();
        known.values().forEach(client -> held.addAll(client.sockets()));
        Set<Integer> ports = new HashSet<>();
        if (!held.isEmpty()) {
            listening.stream()
                    .filter(socket -> held.contains(socket.inode()))
                    .forEach(socket -> ports.add(socket.local().port()));
        }
        return ports;
    }

    private static Set<Integer> sshPorts(HostView view) {
        Set<Integer> ports = new HashSet<>();
        ports.add(SSH);
        Stream<Integer> own =
                view.listeners().stream().map(listener -> listener.address().port());
        own.limit(HostSnapshot.MOST_OTHERS).forEach(ports::add);
        return ports;
    }
}
