package io.hangup.agent.probe;

import io.hangup.agent.census.HostView;
import io.hangup.agent.census.LeftoverFact;
import io.hangup.agent.census.Orphans;
import io.hangup.agent.census.ProcessFact;
import io.hangup.agent.census.ServerFact;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks for processes that outlived their login: with every other sweep, and reading little of processes met before.
final class LeftoverGaze {
    /// Every so many beats all processes are asked anew: a pid may have changed hands.
    private static final int BEATS_PER_THOROUGH = 10;

    private final ProcessReader reader;
    private final Duration every;
    private final Orphans census = new Orphans();
    private final Map<Integer, Long> audits = new HashMap<>();
    private final Map<Integer, LeftoverFact> known = new HashMap<>();
    private List<Orphan> last = List.of();
    private List<Blindspot> unseen = List.of();
    private Instant beatAt = Instant.MIN;
    private Instant due = Instant.MIN;
    private int beats;
    private final Traces traces;
    private boolean refused;

    LeftoverGaze(ProcFiles files, ProcessReader reader, Duration every) {
        this.reader = reader;
        this.every = every;
        traces = new Traces(files);
    }

    /// @param swept whether the roster has just walked all processes
    HostView look(
            Instant now,
            Instant bootedAt,
            boolean swept,
            Roster roster,
            Supplier<Stream<ServerFact>> listeners,
            Map<Integer, String> names,
            HostView view) {
        census.watch(
                view.connections(),
                () -> listeners.get().map(ServerFact::auditSession).collect(Collectors.toSet()),
                swept);
        if (swept && (!now.isBefore(due) || now.isBefore(beatAt))) {
            beatAt = now;
            due = now.plus(every);
            beat(bootedAt, roster, listeners.get().collect(Collectors.toSet()), names, view);
        }
        return last.isEmpty() && unseen.isEmpty() ? view : view.outlivedBy(last, unseen);
    }

    private void beat(
            Instant bootedAt, Roster roster, Set<ServerFact> listeners, Map<Integer, String> names, HostView view) {
        refused = false;
        unseen = new ArrayList<>();
        if (view.connections().stream().anyMatch(LeftoverGaze::unowned)) {
            last = List.of();
            unseen.add(new Blindspot(
                    Sense.ORPHANS,
                    "the processes of some connections are unseen, so nobody can say what outlived its login"));
            return;
        }
        readAudits(roster.pids());
        List<LeftoverFact> leftovers = leftovers(roster, listeners, view);
        List<Orphan> found = census.look(leftovers, names, bootedAt);
        last = found.subList(0, Math.min(found.size(), HostSnapshot.MOST_OTHERS));
        if (refused) {
            unseen.add(new Blindspot(
                    Sense.ORPHANS,
                    "the environment of some processes may not be read, so logins from before this agent are unknown:"
                            + " to read it takes root, or the capabilities CAP_SYS_PTRACE and"
                            + " CAP_DAC_READ_SEARCH"));
        }
        if (found.size() > HostSnapshot.MOST_OTHERS) {
            unseen.add(new Blindspot(
                    Sense.TRUNCATED,
                    "more than " + HostSnapshot.MOST_OTHERS + " processes outlived their login: the oldest are told"));
        }
    }

    private static boolean unowned(Connection connection) {
        return connection.server().isEmpty();
    }

    private void readAudits(Set<Integer> pids) {
        if (beats++ % BEATS_PER_THOROUGH == 0) {
            audits.clear();
        }
        audits.keySet().retainAll(pids);
        known.keySet().retainAll(pids);
        for (int pid : pids) {
            audits.computeIfAbsent(pid, one -> reader.audit(one, "sessionid"));
        }
    }

    private List<LeftoverFact> leftovers(Roster roster, Set<ServerFact> listeners, HostView view) {
        Set<Integer> waiting = listeners.stream().map(ServerFact::pid).collect(Collectors.toSet());
        Set<String> doors = traces.cgroups(waiting);
        Set<Long> live = live(roster, waiting, view);
        List<LeftoverFact> leftovers = new ArrayList<>();
        audits.forEach((pid, audit) -> {
            LeftoverFact fact = live.contains(audit) ? null : leftover(pid, audit, doors);
            if (fact == null) {
                known.remove(pid);
            } else {
                known.put(pid, fact);
                leftovers.add(fact);
            }
        });
        Set<Long> served = servedElsewhere(leftovers, waiting);
        leftovers.removeIf(fact -> served.contains(fact.auditSession()));
        return leftovers;
    }

    /// The audit sessions whose logins live, or as many of them as cover everybody: on most hosts nobody outlived his
    /// login, and then the servers of connections, whose sessions are known, need not be asked.
    private Set<Long> live(Roster roster, Set<Integer> waiting, HostView view) {
        Set<Long> told = new HashSet<>();
        view.connections().forEach(connection -> connection.auditSession().ifPresent(told::add));
        Set<Long> live = new HashSet<>(told);
        live.add(ServerFact.UNSET);
        List<Integer> serving = roster.servers.keySet().stream()
                .filter(pid -> !waiting.contains(pid))
                .toList();
        serving.stream()
                .filter(pid -> !told.contains(audits.get(pid)))
                .forEach(pid -> live.add(reader.audit(pid, "sessionid")));
        if (!live.containsAll(audits.values())) {
            serving.forEach(pid -> live.add(reader.audit(pid, "sessionid")));
        }
        return live;
    }

    // A server in another network namespace is none of ours, and its login lives all the same.
    private Set<Long> servedElsewhere(List<LeftoverFact> leftovers, Set<Integer> listeners) {
        Set<Long> overSsh = leftovers.stream()
                .filter(LeftoverFact::fromSsh)
                .map(LeftoverFact::auditSession)
                .collect(Collectors.toSet());
        return leftovers.stream()
                .filter(fact -> overSsh.contains(fact.auditSession())
                        && !listeners.contains(fact.process().pid())
                        && reader.serves(reader.program(fact.process().pid())))
                .map(LeftoverFact::auditSession)
                .collect(Collectors.toSet());
    }

    private @Nullable LeftoverFact leftover(int pid, long audit, Set<String> doors) {
        LeftoverFact before = known.get(pid);
        ProcessFact process = reader.process(pid, before == null ? null : before.process());
        if (process == null || reader.audit(pid, "sessionid") != audit) {
            return null;
        }
        if (before != null && ProcessReader.sameProgram(before.process(), process)) {
            return new LeftoverFact(
                    process,
                    before.group(),
                    audit,
                    before.fromSsh() || census.isLogin(audit),
                    before.deaf(),
                    before.unattended(),
                    before.cut(),
                    before.managed());
        }
        int ignored = reader.ignores(pid);
        boolean fromSsh = census.isLogin(audit) || traces.overSsh(pid);
        refused |= traces.takeRefused();
        int group = reader.group(pid).orElse(process.posixSession());
        boolean unattended = (ignored & Traces.INTERRUPT_AND_QUIT) == Traces.INTERRUPT_AND_QUIT;
        boolean decides = unattended || (group != pid && group != process.posixSession());
        return new LeftoverFact(
                process,
                group,
                audit,
                fromSsh,
                (ignored & Traces.HANGUP) != 0,
                unattended,
                decides && (traces.hungUp(pid) || traces.piped(pid)),
                traces.managed(pid, doors));
    }
}
