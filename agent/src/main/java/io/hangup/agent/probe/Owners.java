package io.hangup.agent.probe;

import io.hangup.agent.census.Doors;
import io.hangup.agent.census.SocketFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/// Whose the sockets are. Everybody is asked in turn, a tenth of all processes at each sweep, and at once when there is
/// a listening socket that was not there before, or a connection to an SSH server that nobody is known to hold.
final class Owners {
    /// In so many sweeps each process met before is asked once what it runs now: in 5 minutes.
    private static final int SWEEPS_PER_ROUND = 10;

    /// In so many sweeps the descriptors of each known server are read once, whatever happens: in 50 minutes.
    private static final int SWEEPS_PER_READING = 100;

    private static final int INIT = 1;
    private static final int SSH = 22;

    private final Duration between;
    private final ProcFiles files;
    private final ProcessReader reader;
    private final Roster roster;
    private final Sight sight;
    private final Set<Long> knownDoors = new HashSet<>();
    private final Set<Long> unowned = new HashSet<>();

    /// Those of them that were looked for among all processes.
    private final Set<Long> sought = new HashSet<>();

    /// Inodes of sockets that were all held at an earlier look, in the kernel's order.
    private long[] held = {};

    /// The roster's turnover of then.
    private long heldAt;

    private Instant sweptAt = Instant.MIN;
    private Instant sweepDue = Instant.MIN;
    private int sweeps;

    /// @param between two sweeps
    Owners(Duration between, ProcFiles files, ProcessReader reader, Roster roster, Sight sight) {
        this.between = between;
        this.files = files;
        this.reader = reader;
        this.roster = roster;
        this.sight = sight;
    }

    /// Whether a sweep is due. A clock that was set back would put it off for as long.
    boolean due(Instant now) {
        return !now.isBefore(sweepDue) || now.isBefore(sweptAt);
    }

    /// Whether one of these was not there at the last sweep.
    boolean unknown(List<SocketFact> listening) {
        return listening.stream().anyMatch(door -> !knownDoors.contains(door.inode()));
    }

    /// Walks all processes for servers. @param everybody whether to ask all of them, rather than a tenth
    void sweep(Instant now, boolean everybody, List<SocketFact> listening) {
        int turn = sweeps;
        walk(
                pid -> everybody || (pid - turn) % SWEEPS_PER_ROUND == 0,
                pid -> everybody || (pid - turn) % SWEEPS_PER_READING == 0,
                listening);
        sweeps++;
        sweptAt = now;
        sweepDue = now.plus(between);
        knownDoors.clear();
        listening.forEach(door -> knownDoors.add(door.inode()));
    }

    /// Looks for who holds these connections. @return whether somebody holds each
    boolean find(List<SocketFact> connected, List<SocketFact> listening, Doors doors) {
        boolean asBefore = heldAt == roster.turnover() && areThose(connected);
        List<SocketFact> unheld = asBefore ? List.of() : unheld(connected);
        if (unheld.isEmpty()) {
            held = asBefore
                    ? held
                    : connected.stream().mapToLong(SocketFact::inode).toArray();
            heldAt = roster.turnover();
            unowned.clear();
            sought.clear();
            sight.unowned(0);
            return true;
        }
        List<SocketFact> strangers = strangers(unheld, doors);
        if (!strangers.isEmpty()) {
            doors.all().stream().map(door -> door.process().pid()).distinct().forEach(roster::meetChildren);
            strangers.removeIf(socket -> roster.holders.containsKey(socket.inode()));
        }
        search(strangers, listening);
        strangers.removeIf(socket -> roster.holders.containsKey(socket.inode()));
        unowned.clear();
        strangers.forEach(socket -> unowned.add(socket.inode()));
        sought.retainAll(unowned);
        sight.unowned(strangers.size());
        return false;
    }

    // Among new processes first: who knocks and leaves, as scanners do all day, is gone at the next look. Who is still
    // there is looked for among all, once.
    private void search(List<SocketFact> strangers, List<SocketFact> listening) {
        boolean stays = false;
        boolean isNew = false;
        for (SocketFact socket : strangers) {
            if (!unowned.contains(socket.inode())) {
                isNew = true;
            } else {
                stays |= sought.add(socket.inode());
            }
        }
        boolean everybody = stays;
        if (isNew || stays) {
            walk(_ -> everybody, _ -> everybody, listening);
        }
    }

    private void walk(IntPredicate again, IntPredicate anew, List<SocketFact> listening) {
        sight.processesListed(roster.sweep(files, again, anew));
        sight.processesRead(
                reader.process(INIT, null) != null,
                !roster.servers.isEmpty()
                        || listening.stream().noneMatch(door -> door.local().port() == SSH));
    }

    // As at most looks: then none needs to be looked up.
    private boolean areThose(List<SocketFact> connected) {
        boolean same = held.length == connected.size();
        for (int i = 0; same && i < held.length; i++) {
            same = held[i] == connected.get(i).inode();
        }
        return same;
    }

    private List<SocketFact> unheld(List<SocketFact> connected) {
        List<SocketFact> unheld = new ArrayList<>();
        for (SocketFact socket : connected) {
            if (!roster.holders.containsKey(socket.inode())) {
                unheld.add(socket);
            }
        }
        return unheld;
    }

    private static List<SocketFact> strangers(List<SocketFact> unheld, Doors doors) {
        List<SocketFact> strangers = new ArrayList<>();
        for (SocketFact socket : unheld) {
            if (socket.served() && doors.of(socket.local()).isPresent()) {
                strangers.add(socket);
            }
        }
        return strangers;
    }
}
