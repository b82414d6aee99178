package io.hangup.agent.probe;

import io.hangup.agent.census.ProcessFact;
import io.hangup.agent.census.ServerFact;
import io.hangup.protocol.session.ProcessState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The SSH servers of this host and the sessions' processes below them, kept from look to look.
final class Roster {
    final Map<Integer, ServerFact> servers = new HashMap<>();
    final Map<Integer, ProcessFact> others = new HashMap<>();
    final Map<Integer, List<Integer>> children = new HashMap<>();
    final Map<Long, List<Integer>> holders = new HashMap<>();

    /// Processes that run an SSH client, as far as their names tell.
    final Set<Integer> clients = new HashSet<>();

    private final ProcessReader reader;
    private Set<Integer> met = new HashSet<>();
    private long turnover;

    Roster(ProcessReader reader) {
        this.reader = reader;
    }

    /// Walks all processes for servers.
    ///
    /// @param again those met before that are asked too: they may run another program now, or the pid may have
    ///     changed hands
    /// @param anew those of them whose descriptors are read though they are known servers
    /// @return 0 or `-errno`
    int sweep(ProcFiles files, IntPredicate again, IntPredicate anew) {
        Set<Integer> now = HashSet.newHashSet(met.size() + 16);
        List<Integer> unmet = new ArrayList<>();
        int outcome = files.pids(pid -> {
            now.add(pid);
            if (!met.contains(pid) || again.test(pid) || reader.refusals().missed(pid)) {
                unmet.add(pid);
            }
        });
        if (outcome < 0) {
            return outcome;
        }
        met = now;
        reader.learnParents(now);
        reader.retain(now);
        servers.keySet().stream().filter(pid -> !now.contains(pid)).toList().forEach(this::forget);
        others.keySet().retainAll(now);
        for (int pid : unmet) {
            boolean missed = reader.refusals().missed(pid);
            if (missed) {
                reader.refusals().forgetMissed(pid);
                reader.process(pid, others.get(pid));
            }
            String program = reader.program(pid);
            if (reader.serves(program)) {
                meet(pid, !servers.containsKey(pid) || anew.test(pid) || missed);
            } else if (ClientReader.PROGRAMS.contains(program)) {
                clients.add(pid);
            }
        }
        return 0;
    }

    /// All processes there were at the last sweep.
    Set<Integer> pids() {
        return met;
    }

    /// Another one whenever who holds what has changed.
    long turnover() {
        return turnover;
    }

    /// Reads the children of a listener that were not met yet: where a new connection's owner is found.
    void meetChildren(int listener) {
        reader.children(listener, pid -> {
            if (!servers.containsKey(pid)) {
                meet(pid, true);
            }
        });
    }

    /// Reads a server and what is right below it. @param descriptors whether to read anew what they hold
    @Nullable
    ServerFact visit(int pid, boolean descriptors) {
        ServerFact server = meet(pid, descriptors);
        return visit(server, child -> meet(child, descriptors), true);
    }

    /// Reads what is right below a server that this look has read already.
    @Nullable
    ServerFact visitMet(int pid) {
        return visit(servers.get(pid), child -> meet(child, false), true);
    }

    /// Reads a server and those that are known right below it, as far as they have run. On a connection where nothing
    /// moved nobody is new.
    ///
    /// @param met whether this look has read the server already, or need not
    @Nullable
    ServerFact revisit(int pid, boolean met) {
        return visit(met ? servers.get(pid) : meetAgain(pid), this::meetAgain, false);
    }

    private @Nullable ServerFact visit(
            @Nullable ServerFact server, IntFunction<@Nullable ServerFact> meeting, boolean all) {
        if (server == null) {
            return null;
        }
        int pid = server.pid();
        List<Integer> known = children.getOrDefault(pid, List.of());
        Collection<Integer> below = all ? new TreeSet<>(known) : known;
        if (all) {
            reader.children(pid, below::add);
        }
        List<Integer> alive = new ArrayList<>(below.size());
        for (int child : below) {
            ServerFact inner = meeting.apply(child);
            ProcessFact process = inner == null ? others.get(child) : inner.process();
            if (process != null && process.parent() == pid) {
                alive.add(child);
            }
        }
        if (alive.isEmpty()) {
            children.remove(pid);
        } else if (!alive.equals(known)) {
            children.put(pid, List.copyOf(alive));
        }
        return server;
    }

    /// Reads a process as it is now, whatever it runs. @return the server it is, if it is one
    @Nullable
    ServerFact meet(int pid, boolean descriptors) {
        ServerFact before = servers.get(pid);
        ProcessFact process = reader.process(pid, before == null ? others.get(pid) : before.process());
        if (process == null) {
            forget(pid);
            return null;
        }
        boolean stranger = before == null && isOther(process);
        ServerFact now = stranger ? null : reader.server(process, before, descriptors);
        if (now == null) {
            if (before != null) {
                forget(pid);
            }
            keep(process);
            return null;
        }
        if (!Objects.equals(now, before)) {
            replace(before, now);
        }
        return now;
    }

    // As it was read before, when it has not run since. It has the same parent as long as that one runs, and the same
    // process in the foreground as long as that is itself.
    private @Nullable ServerFact meetAgain(int pid) {
        ServerFact server = servers.get(pid);
        ProcessFact known = server == null ? others.get(pid) : server.process();
        if (known == null || !servers.containsKey(known.parent()) || (known.tty() != 0 && known.foreground() != pid)) {
            reader.runs().forget(pid);
            return meet(pid, false);
        }
        return reader.runs().stands(known) ? server : meet(pid, false);
    }

    /// Reads a server that waits for clients, unless it slept when it was read and has not run since. Who stops it,
    /// freezes it or ends it makes it run for that; one that was told to go on may not have run yet.
    void meetWaiting(int pid) {
        ServerFact known = servers.get(pid);
        boolean sleeps = known != null
                && known.process().process().state() == ProcessState.SLEEPING
                && reader.runs().stands(known.process());
        if (!sleeps) {
            meet(pid, false);
        }
    }

    /// Reads the foreground process of a terminal.
    void meetForeground(int pid) {
        if (!servers.containsKey(pid)) {
            ProcessFact now = reader.process(pid, others.get(pid));
            if (now == null) {
                others.remove(pid);
            } else {
                keep(now);
            }
        }
    }

    void forget(int pid) {
        ServerFact gone = servers.remove(pid);
        if (gone != null) {
            unindex(gone);
        }
        others.remove(pid);
        children.remove(pid);
    }

    // Somebody who types `ssh` is seen at once, not only at the next sweep.
    private void keep(ProcessFact process) {
        others.put(process.pid(), process);
        if (ClientReader.PROGRAMS.contains(process.process().command())) {
            clients.add(process.pid());
        }
    }

    // Known not to be a server, and it runs the same program as then.
    private boolean isOther(ProcessFact process) {
        ProcessFact known = others.get(process.pid());
        return known != null && ProcessReader.sameProgram(known, process);
    }

    private void replace(@Nullable ServerFact before, ServerFact now) {
        if (before != null) {
            unindex(before);
        }
        turnover++;
        others.remove(now.pid());
        servers.put(now.pid(), now);
        now.sockets()
                .forEach(inode ->
                        holders.computeIfAbsent(inode, _ -> new ArrayList<>(2)).add(now.pid()));
    }

    private void unindex(ServerFact server) {
        turnover++;
        for (long inode : server.sockets()) {
            List<Integer> pids = holders.get(inode);
            if (pids != null) {
                pids.remove(Integer.valueOf(server.pid()));
                if (pids.isEmpty()) {
                    holders.remove(inode);
                }
            }
        }
    }
}
