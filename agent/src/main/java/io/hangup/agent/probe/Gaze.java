package io.hangup.agent.probe;

import io.hangup.agent.census.Attention;
import io.hangup.agent.census.Census;
import io.hangup.agent.census.Doors;
import io.hangup.agent.census.Facts;
import io.hangup.agent.census.Holders;
import io.hangup.agent.census.HostView;
import io.hangup.agent.census.ProcessFact;
import io.hangup.agent.census.ServerFact;
import io.hangup.agent.census.SocketFact;
import io.hangup.agent.census.TerminalFact;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SocketCookie;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One look after another: which sockets there are, whose they are, and how closely to attend to each.
final class Gaze {
    private final SockDiag sockets;
    private final ConnectedSockets connections;
    private final ProcessReader reader;
    private final PipeWriters pipes;
    private final Terminals terminals;
    private final ClientGaze clients;
    private final LeftoverGaze leftovers;
    private final BootClock boot;
    private Instant bootedAt = Instant.EPOCH;
    private final Roster roster;
    private final Owners owners;
    private final Soundings soundings;
    private final Census census;
    private final Sight sight;
    private final UserNames users = new UserNames(Path.of("/etc/passwd"));
    private final Map<Long, Long> pairs = new HashMap<>();
    private final Map<Long, List<HostProcess>> writers = new HashMap<>();
    private final Map<Integer, TerminalFact> ptys = new HashMap<>();
    private List<SocketFact> listening = List.of();
    private List<SocketFact> connected = List.of();

    /// Among the sockets of the last dump; null until asked for.
    private @Nullable Doors doors;

    /// The roster's turnover when they were found.
    private long doorsAt;

    /// The roster's turnover when users were last looked up.
    private long usersAt = -1;

    private int kept;
    private boolean everything;

    Gaze(
            ProbeSettings settings,
            SockDiag sockets,
            ConnectedSockets connections,
            ProcFiles files,
            ProcessReader reader,
            PipeWriters pipes,
            Terminals terminals,
            ClientGaze clients,
            Waits waits,
            BootClock boot) {
        this.sockets = sockets;
        this.connections = connections;
        this.reader = reader;
        this.pipes = pipes;
        this.terminals = terminals;
        this.clients = clients;
        leftovers = new LeftoverGaze(files, reader, settings.sweepEvery().multipliedBy(2));
        this.boot = boot;
        roster = new Roster(reader);
        soundings = new Soundings(reader, roster.others, sockets, waits);
        census = new Census(settings.maxConnections(), settings.rest());
        sight = new Sight(reader, terminals, waits);
        owners = new Owners(settings.sweepEvery(), files, reader, roster, sight);
    }

    /// When the kernel came up, on the clock of the last look.
    Instant bootedAt() {
        return bootedAt;
    }

    void heed(SocketCookie connection) {
        census.heed(connection);
    }

    HostView look(Instant now) {
        bootedAt = boot.bootedAt(now);
        reader.passed(boot.uptime());
        boolean sweep = owners.due(now);
        readUsers(sweep);
        if (!dump(sweep)) {
            return census.blind(sight.withoutSockets(sockets.trouble()));
        }
        List<SocketFact> ours = findOwners(now, sweep);
        attend(ours, now);
        if (sweep && terminalsSeen()) {
            sight.terminalsSeen();
        }
        readUsers(false);
        HostView served = census.look(facts(now, ours, ptys), doors());
        forgetBeyond(served);
        HostView view = leftovers.look(now, bootedAt, sweep, roster, this::listeners, users.names(), served);
        return clients.look(now, bootedAt, roster.clients, sweep, connected, listening, view);
    }

    // Who was not met before comes with a server that was not, or that serves him from now on.
    private void readUsers(boolean due) {
        if ((due || usersAt != roster.turnover()) && users.refresh()) {
            usersAt = roster.turnover();
        }
    }

    /// The processes that wait for clients, as of the last look.
    Stream<ServerFact> listeners() {
        return doors().all().stream().map(Doors.Door::process).distinct();
    }

    private Doors doors() {
        Doors known = doors;
        if (known == null || doorsAt != roster.turnover()) {
            known = Doors.among(listening, connected, roster.servers, roster.holders);
            doors = known;
            doorsAt = roster.turnover();
        }
        return known;
    }

    private boolean dump(boolean onAllPorts) {
        List<SocketFact> doorsNow = new ArrayList<>();
        List<SocketFact> now = new ArrayList<>(connected.size() + 16);
        if (!sockets.listening(doorsNow)) {
            return false;
        }
        if (!Doors.remain(listening, doorsNow)) {
            doors = null;
        }
        listening = doorsNow;
        Set<Integer> ports = census.ports();
        doors().all().forEach(door -> ports.add(door.socket().local().port()));
        // All ports once in a while: what outlived its listener is on none of those.
        if (onAllPorts) {
            ports.clear();
        }
        if ((onAllPorts || !ports.isEmpty()) && !connections.read(ports, now)) {
            return false;
        }
        if (!Doors.remain(connected, now)) {
            doors = null;
        }
        connected = now;
        everything = onAllPorts;
        return true;
    }

    /// @return connections, and whatever else servers hold
    private List<SocketFact> findOwners(Instant now, boolean due) {
        boolean newDoor = owners.unknown(listening);
        if (due || newDoor) {
            owners.sweep(now, newDoor, listening);
            if (newDoor) {
                // The port of a listener that was not known before this sweep has not been asked for.
                dump(true);
            }
        }
        Doors doors = doors();
        Set<Integer> accepting = new HashSet<>();
        doors.all().forEach(door -> accepting.add(door.process().pid()));
        accepting.forEach(roster::meetWaiting);
        return owners.find(connected, listening, doors) ? connected : held();
    }

    private List<SocketFact> held() {
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
        Doors doors = doors();
        Facts facts = facts(Instant.EPOCH, ours, Map.of());
        for (SocketFact socket : ours) {
            Attention attention = census.attend(socket, now);
            if (attention != Attention.REST && census.isConnection(socket, doors, facts)) {
                unsettled |= !census.settled(socket);
                read(socket, attention, wanted, now);
                // What is typed or printed moves bytes, then or shortly before: of a connection at rest only what a
                // program reads or writes late is seen late.
                readTerminals(socket);
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

    private void read(SocketFact socket, Attention attention, Set<Long> wanted, Instant now) {
        boolean closely = attention == Attention.READ;
        boolean withoutServers = census.withoutServers(socket);
        boolean settled = census.settled(socket);
        boolean moved = settled && census.moved(socket);
        List<Integer> holders = new ArrayList<>(roster.holders.getOrDefault(socket.inode(), List.of()));
        Set<Integer> met = new HashSet<>();
        for (int i = 0; i < holders.size(); i++) {
            int pid = holders.get(i);
            boolean above = holders.size() > 1 && isAbove(pid, holders);
            if (above && (!closely || withoutServers)) {
                continue;
            }
            List<Integer> below = roster.children.getOrDefault(pid, List.of());
            boolean waits = closely && settled && below.isEmpty();
            boolean changed = closely && soundings.mayHaveOpened(pid, socket);
            boolean opened = changed && !above;
            boolean descriptors = !settled || opened || waits;
            boolean still = closely && !changed && !descriptors && !census.heeded(socket);
            ServerFact server = still
                    ? roster.revisit(pid, withoutServers || met.contains(pid))
                    : visit(pid, descriptors, met.contains(pid));
            met.addAll(roster.children.getOrDefault(pid, List.of()));
            if (server != null) {
                sound(server, settled, opened, moved && !above);
                readSessions(server, socket, closely, still, now);
            }
            if (server != null && waits) {
                wanted.addAll(Holders.outputsRead(server));
            }
            if (!settled) {
                // A child is met below its monitor, and holds the socket as well: its sessions are due in this look.
                roster.holders.getOrDefault(socket.inode(), List.of()).stream()
                        .filter(holder -> !holders.contains(holder))
                        .forEach(holders::add);
            }
        }
    }

    // The monitor's visit has read the child.
    private @Nullable ServerFact visit(int pid, boolean descriptors, boolean met) {
        return !descriptors && met ? roster.visitMet(pid) : roster.visit(pid, descriptors);
    }

    private void sound(ServerFact server, boolean settled, boolean opened, boolean moved) {
        if (!settled) {
            pair(server);
        }
        if (opened) {
            soundings.sockets(server);
        }
        if (moved) {
            soundings.server(server.pid());
        }
    }

    // Channels come and go below the child; its monitor can wait.
    private boolean isAbove(int pid, List<Integer> holders) {
        return roster.children.getOrDefault(pid, List.of()).stream().anyMatch(holders::contains);
    }

    private void pair(ServerFact server) {
        for (long inode : server.sockets()) {
            sockets.pairOf(inode).ifPresent(peer -> pairs.put(inode, peer));
        }
    }

    private void readSessions(ServerFact serving, SocketFact socket, boolean closely, boolean still, Instant now) {
        for (int leader : roster.children.getOrDefault(serving.pid(), List.of())) {
            ProcessFact process = roster.others.get(leader);
            if (process != null && process.foreground() > 0 && process.foreground() != leader) {
                roster.meetForeground(process.foreground());
            }
            ServerFact server = roster.servers.get(leader);
            ProcessFact any = server == null ? process : server.process();
            if (any != null && !(server != null && server.sockets().contains(socket.inode()))) {
                soundings.session(any, Optional.of(serving), socket, closely, still, now);
            }
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
                soundings.activity(),
                ptys,
                pairs,
                writers,
                soundings.depth(everything),
                users.names(),
                users.preAuthUid(),
                sight.blindspots());
    }

    private void readTerminals(SocketFact socket) {
        for (int holder : roster.holders.getOrDefault(socket.inode(), List.of())) {
            for (Integer leader : roster.children.getOrDefault(holder, List.of())) {
                ProcessFact process = roster.others.get(leader);
                if (process != null && process.tty() != 0) {
                    ptys.put(leader, terminals.read(leader, process.tty()));
                } else {
                    ptys.remove(leader);
                }
            }
        }
    }

    private boolean terminalsSeen() {
        return ptys.entrySet().stream()
                .noneMatch(pty ->
                        pty.getValue() instanceof TerminalFact.Unseen && roster.others.containsKey(pty.getKey()));
    }

    private Set<Long> pipesRead() {
        return roster.servers.values().stream()
                .flatMap(server -> Holders.outputsRead(server).stream())
                .collect(Collectors.toSet());
    }

    private void forgetBeyond(HostView view) {
        int remembered = Math.max(soundings.size(), ptys.size());
        if (remembered > 2 * kept + 64) {
            terminals.retain(roster.others.keySet());
            ptys.keySet().retainAll(roster.others.keySet());
            soundings.retain(roster.servers.keySet(), roster.others.keySet(), roster.holders.keySet());
            kept = Math.max(soundings.size(), ptys.size());
        }
        if (pairs.size() > 1_024) {
            pairs.clear();
        }
        if (writers.size() > 256 || view.connections().isEmpty()) {
            writers.keySet().retainAll(pipesRead());
        }
    }
}
