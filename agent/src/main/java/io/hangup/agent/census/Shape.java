package io.hangup.agent.census;

import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.ProcessState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The processes behind one connection, told apart by parentage, by who holds the connection's socket, and by uid.
///
/// | server | before authentication | after |
/// |---|---|---|
/// | OpenSSH 9.2 | `sshd`, later with an `sshd` of the pre-auth account below | `sshd` with the user's `sshd` below;
/// root: one |
/// | OpenSSH 10 | `sshd-session`, later with `sshd-auth` below | `sshd-session` with another below, also for root |
/// | Dropbear | one | one |
///
/// @param monitor empty when nobody was seen to hold the socket, or when the monitor was killed and the child lives on
/// @param child empty where one process does both
/// @param leaders children of the serving process that do not hold the socket; not yet known to be sessions
record Shape(Optional<ServerFact> monitor, Optional<ServerFact> child, List<ProcessFact> leaders) {

    static Shape of(long inode, Doors doors, Facts facts) {
        List<ServerFact> holders = facts.holdersOf(inode).stream()
                .filter(server -> !doors.isListener(server.pid()))
                .toList();
        if (holders.isEmpty()) {
            return new Shape(Optional.empty(), Optional.empty(), List.of());
        }
        ServerFact top = holders.stream()
                .filter(server -> !contains(holders, server.process().parent()))
                .findFirst()
                .orElse(holders.getFirst());
        Optional<ServerFact> below = moverBelow(top, holders);
        ServerFact serving = below.orElse(top);
        List<ProcessFact> leaders = leadersBelow(serving, holders, facts);
        return below.isEmpty() && outlivedItsMonitor(top, facts)
                ? new Shape(Optional.empty(), Optional.of(top), leaders)
                : new Shape(Optional.of(top), below, leaders);
    }

    Optional<ServerFact> serving() {
        return child.or(() -> monitor);
    }

    // Before authentication OpenSSH 9.2 can have two: the one that talks to the client has dropped root, PAM's has not.
    private static Optional<ServerFact> moverBelow(ServerFact top, List<ServerFact> holders) {
        List<ServerFact> below = holders.stream()
                .filter(server -> server.process().parent() == top.pid())
                .toList();
        return below.stream()
                .filter(server -> server.process().uid() != 0)
                .findFirst()
                .or(() -> below.stream().findFirst());
    }

    // Only the process that already became the user can be left over; a server that a user runs has a listener above
    // it.
    private static boolean outlivedItsMonitor(ServerFact top, Facts facts) {
        return top.process().uid() != 0
                && !facts.servers().containsKey(top.process().parent());
    }

    private static List<ProcessFact> leadersBelow(ServerFact serving, List<ServerFact> holders, Facts facts) {
        List<ProcessFact> leaders = new ArrayList<>();
        for (int pid : facts.children().getOrDefault(serving.pid(), List.of())) {
            ServerFact server = facts.servers().get(pid);
            ProcessFact process = server == null ? facts.others().get(pid) : server.process();
            if (process != null
                    && !contains(holders, pid)
                    && (server == null || leads(server, facts))
                    && (serving.implementation() != Implementation.OPENSSH || leadsItsOwn(process))) {
                leaders.add(process);
            }
        }
        return List.copyOf(leaders);
    }

    // OpenSSH's session.c makes every session a POSIX session of its own. What PAM runs while it opens one (pam_motd,
    // pam_exec) stays in the monitor's.
    private static boolean leadsItsOwn(ProcessFact process) {
        return process.posixSession() == process.pid();
    }

    // A subsystem inside sshd. Not the pre-auth child or the child of a finished connection, which have closed the
    // connection's socket and are about to go.
    private static boolean leads(ServerFact server, Facts facts) {
        ProcessState state = server.process().process().state();
        return !server.executable().equals("sshd-auth")
                && (facts.preAuthUid().isEmpty()
                        || facts.preAuthUid().getAsInt() != server.process().uid())
                && state != ProcessState.ZOMBIE
                && state != ProcessState.DEAD;
    }

    private static boolean contains(List<ServerFact> servers, int pid) {
        return servers.stream().anyMatch(server -> server.pid() == pid);
    }
}
