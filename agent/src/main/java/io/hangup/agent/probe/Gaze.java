package io.hangup.agent.probe;

import io.hangup.agent.census.Attention;
import io.hangup.agent.census.Census;
import io.hangup.agent.census.Depth;
import io.hangup.agent.census.Doors;
import io.hangup.agent.census.Facts;
import io.hangup.agent.census.Holders;
import io.hangup.agent.census.HostView;
import io.hangup.agent.census.ProcessFact;
import io.hangup.agent.census.ServerFact;
import io.hangup.agent.census.SocketFact;
import io.hangup.agent.census.TerminalFact;
import io.hangup.protocol.session.HostProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// One look after another: which sockets there are, whose they are, and how closely to attend to each.
final class Gaze {
    /// Every so many sweeps also processes met before are asked what they run now.
    private static final int SWEEPS_PER_THOROUGH = 10;

    private final ProbeSettings settings;
    private final SockDiag sockets;
    private final ProcFiles files;
    private final ProcessReader reader;
    private final PipeWriters pipes;
    private final Terminals terminals;
    private final ClientGaze clients;
    private final Instant bootedAt;
    private final Roster roster;
    private final Descendants descendants;
    private final Census census;
    private final Sight sight;
    private final UserNames users = new UserNames(Path.of("/etc/passwd"));
    private final Map<Integer, Long> activity = new HashMap<>();
    private final Map<Integer, Long> serverIo = new HashMap<>();
    private final Map<Long, Long> pairs = new HashMap<>();
    private final Map<Long, List<HostProcess>> writers = new HashMap<>();
    private final Set<Long> knownDoors = new HashSet<>();
    private final Set<Long> unowned = new HashSet<>();
    private List<SocketFact> listening = List.of();
    private List<SocketFact> connected = List.of();
    private Instant sweepDue = Instant.MIN;
    private int sweeps;

    Gaze(
            ProbeSettings settings,
            SockDiag sockets,
            ProcFiles files,
            ProcessReader reader,
            PipeWriters pipes,
            Terminals terminals,
            ClientGaze clients,
            Instant bootedAt) {
        this.settings = settings;
        this.sockets = sockets;
        this.files = files;
        this.reader = reader;
        this.pipes = pipes;
        this.terminals = terminals;
        this.clients = clients;
        this.bootedAt = bootedAt;
        roster = new Roster(reader);
        descendants = new Descendants(reader);
        census = new Census(settings.maxConnections(), settings.sweepEvery());
        sight = new Sight(reader, pipes, terminals);
    }

    HostView look(Instant now) {
        users.refresh();
        boolean sweep = !now.isBefore(sweepDue);
        if (!dump(sweep)) {
            return census.blind(sight.withoutSockets(sockets.trouble()));
        }
        findOwners(now, sweep);
        List<SocketFact> ours = connections();
        attend(ours, now);
        HostView view = census.look(facts(now, ours, terminalsNow()));
        forgetBeyond(view);
        return clients.look(now, roster.clients, sweep, connected, listening, view);
    }

    /// The processes that wait for clients, as of the last look.
    Stream<ServerFact> listeners() {
        return doors().all().stream().map(Doors.Door::process).distinct();
    }

    private Doors doors() {
        return Doors.among(listening, connected, roster.servers, roster.holders);
    }

    private boolean dump(boolean everything) {
        List<SocketFact> doorsNow = new ArrayList<>();
        List<SocketFact> now = new ArrayList<>(connected.size() + 16);
        if (!sockets.listening(doorsNow)) {
            return false;
        }
        listening = doorsNow;
        Set<Integer> ports = census.ports();
        doors().all().forEach(door -> ports.add(door.socket().local().port()));
        // All ports once in a while: what outlived its listener is on none of those.
        if (everything) {
            ports.clear();
        }
        if ((everything || !ports.isEmpty()) && !sockets.connected(ports, now)) {
            return false;
        }
        connected = now;
        return true;
    }

    private void findOwners(Instant now, boolean due) {
        boolean newDoor = listening.stream().anyMatch(door -> !knownDoors.contains(door.inode()));
        if (due || newDoor) {
            sweep(now, newDoor || sweeps % SWEEPS_PER_THOROUGH == 0);
            if (newDoor) {
                // The port of a listener that was not known before this sweep has not been asked for.
                dump(true);
            }
        }
        Doors doors = doors();
        for (Doors.Door door : doors.all()) {
            roster.meet(door.process().pid(), false);
        }
        List<SocketFact> strangers = strangers(doors);
        if (!strangers.isEmpty()) {
            listeners().toList().forEach(listener -> roster.meetChildren(listener.pid()));
            strangers.removeIf(socket -> roster.holders.containsKey(socket.inode()));
        }
        if (strangers.stream().anyMatch(socket -> !unowned.contains(socket.inode()))) {
            sweep(now, true);
        }
        strangers.removeIf(socket -> roster.holders.containsKey(socket.inode()));
        unowned.clear();
        strangers.forEach(socket -> unowned.add(socket.inode()));
        sight.unowned(strangers.size());
    }

    private void sweep(Instant now, boolean again) {
        sight.processesListed(roster.sweep(files, again));
        sweeps++;
        sweepDue = now.plus(settings.sweepEvery());
        knownDoors.clear();
        listening.forEach(door -> knownDoors.add(door.inode()));
    }

    private List<SocketFact> strangers(Doors doors) {
        List<SocketFact> strangers = new ArrayList<>();
        for (SocketFact socket : connected) {
            if (socket.served()
                    && !roster.holders.containsKey(socket.inode())
                    && doors.of(socket.local()).isPresent()) {
                strangers.add(socket);
            }
        }
        return strangers;
    }

    private List<SocketFact> connections() {
        List<SocketFact> ours = new ArrayList<>(connected.size());
        Doors doors = doors();
        Facts facts = facts(Instant.EPOCH, connected, Map.of());
        for (SocketFact socket : connected) {
            if (roster.holders.containsKey(socket.inode()) || census.isConnection(socket, doors, facts)) {
                ours.add(socket);
            }
        }
        return ours;
    }

    private void attend(List<SocketFact> ours, Instant now) {
        boolean unsettled = false;
        Set<Long> wanted = new HashSet<>();
        for (SocketFact socket : ours) {
            Attention attention = census.attend(socket, now);
            if (attention != Attention.REST) {
                boolean settled = census.settled(socket);
                unsettled |= !settled;
                read(socket, attention, settled, wanted);
            }
        }
        if (unsettled) {
            // After the servers below them: a listener read before could lack the tie to a login begun since.
            listeners().toList().forEach(listener -> roster.meet(listener.pid(), true));
        }
        if (!wanted.isEmpty()) {
            writers.keySet().removeAll(wanted);
            writers.putAll(pipes.of(wanted, roster.servers.keySet()));
        }
    }

    private void read(SocketFact socket, Attention attention, boolean settled, Set<Long> wanted) {
        boolean closely = attention == Attention.READ;
        boolean moved = settled && census.moved(socket);
        List<Integer> holders = List.copyOf(roster.holders.getOrDefault(socket.inode(), List.of()));
        for (int pid : holders) {
            if (!closely && holders.size() > 1 && isAbove(pid, holders)) {
                continue;
            }
            roster.visit(pid, !settled);
            if (!settled) {
                pair(pid);
            }
            if (moved && (holders.size() == 1 || !isAbove(pid, holders))) {
                readIo(pid);
            }
            List<Integer> below = roster.children.getOrDefault(pid, List.of());
            for (int child : below) {
                readSession(child, closely);
            }
            if (closely && settled && below.isEmpty()) {
                ServerFact idle = roster.meet(pid, true);
                wanted.addAll(idle == null ? List.of() : Holders.outputsRead(idle));
            }
        }
    }

    private void readIo(int server) {
        long io = reader.io(server);
        if (io < 0) {
            serverIo.remove(server);
        } else {
            serverIo.put(server, io);
        }
    }

    // Channels come and go below the child; its monitor can wait.
    private boolean isAbove(int pid, List<Integer> holders) {
        return roster.children.getOrDefault(pid, List.of()).stream().anyMatch(holders::contains);
    }

    private void pair(int pid) {
        ServerFact server = roster.servers.get(pid);
        if (server != null) {
            for (long inode : server.sockets()) {
                sockets.pairOf(inode).ifPresent(peer -> pairs.put(inode, peer));
            }
        }
    }

    private void readSession(int leader, boolean closely) {
        ProcessFact process = roster.others.get(leader);
        if (process != null && process.foreground() > 0 && process.foreground() != leader) {
            roster.meetForeground(process.foreground());
        }
        if (process != null && closely) {
            activity.put(leader, descendants.activity(leader));
        }
    }

    private Facts facts(Instant now, List<SocketFact> ours, Map<Integer, TerminalFact> ptys) {
        return new Facts(
                now,
                bootedAt,
                listening,
                ours,
                roster.servers,
                roster.others,
                roster.children,
                roster.holders,
                activity,
                ptys,
                pairs,
                writers,
                new Depth(serverIo),
                users.names(),
                users.preAuthUid(),
                sight.blindspots());
    }

    private Map<Integer, TerminalFact> terminalsNow() {
        Map<Integer, TerminalFact> now = new HashMap<>();
        for (List<Integer> below : roster.children.values()) {
            for (int leader : below) {
                ProcessFact process = roster.others.get(leader);
                if (process != null && process.tty() != 0) {
                    now.put(leader, terminals.read(leader, process.tty()));
                }
            }
        }
        return now;
    }

    private void forgetBeyond(HostView view) {
        int sessions =
                view.connections().stream().mapToInt(c -> c.sessions().size()).sum();
        if (activity.size() > 2 * sessions + 64) {
            activity.keySet().retainAll(roster.others.keySet());
            terminals.retain(roster.others.keySet());
        }
        serverIo.keySet().retainAll(roster.servers.keySet());
        if (pairs.size() > 1_024) {
            pairs.clear();
        }
        writers.keySet().removeIf(pipe -> view.connections().isEmpty());
    }
}
