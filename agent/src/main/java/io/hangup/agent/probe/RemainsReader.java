package io.hangup.agent.probe;

import io.hangup.agent.census.Meant;
import io.hangup.agent.census.ProcessFact;
import io.hangup.agent.census.Remains;
import io.hangup.agent.census.Remnant;
import io.hangup.agent.census.Remnant.Trade;
import io.hangup.agent.census.Remnant.Traits;
import io.hangup.agent.census.ServerFact;
import io.hangup.protocol.session.ProcessState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads what there is of one login, everything anew. It walks every process there is: asked before and after something
/// is reaped, never in a look.
final class RemainsReader {
    private static final int INIT = 1;
    private static final String CURE =
            ": run what acts as root, or with the capabilities CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH";

    private final ProcFiles files;
    private final ProcessReader reader;
    private final Traces traces;
    private final LostPipes pipes;

    RemainsReader(ProcFiles files, ProcessReader reader, LostPipes pipes) {
        this.files = files;
        this.reader = reader;
        this.traces = new Traces(files);
        this.pipes = pipes;
    }

    /// @param listeners of SSH clients
    Remains of(long auditSession, Stream<ServerFact> listeners) {
        Map<Integer, ProcessFact> all = new TreeMap<>();
        List<Integer> pids = new ArrayList<>();
        if (files.pids(pids::add) < 0) {
            return Remains.unseen(auditSession, "/proc can't be listed");
        }
        pids.forEach(pid -> {
            ProcessFact process = reader.process(pid, null);
            if (process != null) {
                all.put(pid, process);
            }
        });
        if (!all.containsKey(INIT)) {
            return Remains.unseen(auditSession, "processes of others are hidden (hidepid, proc(5))" + CURE);
        }
        if (pids.stream().anyMatch(reader::unread)) {
            return Remains.unseen(auditSession, "some processes could not be read");
        }
        Set<String> doors = traces.cgroups(listeners.map(ServerFact::pid).collect(Collectors.toUnmodifiableSet()));
        Set<Integer> members = members(auditSession, all);
        Set<Integer> lost = pipes.among(members);
        traces.takeRefused();
        List<Remnant> remnants = members.stream()
                .sorted()
                .flatMap(pid -> remnant(all, pid, doors, lost).stream())
                .toList();
        Optional<String> unseen = members.stream()
                .filter(this::programUnseen)
                .findFirst()
                .map(pid -> "what process " + pid + " runs may not be read" + CURE)
                .or(() -> Optional.of("the environment of its processes may not be read" + CURE)
                        .filter(_ -> traces.takeRefused()));
        return new Remains(auditSession, remnants, unseen);
    }

    private Set<Integer> members(long auditSession, Map<Integer, ProcessFact> all) {
        Map<Integer, List<Integer>> below = new HashMap<>();
        all.values()
                .forEach(one -> below.computeIfAbsent(one.parent(), _ -> new ArrayList<>())
                        .add(one.pid()));
        Set<Integer> members = new HashSet<>();
        List<Integer> edge = all.keySet().stream()
                .filter(pid -> reader.audit(pid, "sessionid") == auditSession)
                .toList();
        while (!edge.isEmpty()) {
            edge = edge.stream()
                    .filter(members::add)
                    .flatMap(pid -> below.getOrDefault(pid, List.of()).stream())
                    .toList();
        }
        return members;
    }

    private Optional<Remnant> remnant(Map<Integer, ProcessFact> all, int pid, Set<String> doors, Set<Integer> lost) {
        ProcessFact process = all.get(pid);
        int ignored = reader.ignores(pid);
        if (process == null || reader.group(pid).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Remnant(
                process,
                reader.group(pid).orElse(0),
                reader.audit(pid, "sessionid"),
                reader.audit(pid, "loginuid"),
                trade(pid),
                new Traits(
                        traces.overSsh(pid),
                        isLed(process, all),
                        (ignored & Traces.HANGUP) != 0,
                        (ignored & Traces.INTERRUPT_AND_QUIT) == Traces.INTERRUPT_AND_QUIT,
                        lost.contains(pid) || traces.hungUp(pid),
                        traces.managed(pid, doors),
                        Meant.multiplexes(process.process()) && Attached.to(files, pid))));
    }

    /// A leader in another pid namespace is 0 here.
    private static boolean isLed(ProcessFact process, Map<Integer, ProcessFact> all) {
        ProcessFact leader = all.get(process.posixSession());
        return process.posixSession() <= 0
                || (leader != null
                        && leader.process().state() != ProcessState.ZOMBIE
                        && leader.process().state() != ProcessState.DEAD);
    }

    private Trade trade(int pid) {
        String program = reader.program(pid);
        return reader.serves(program) ? Trade.SERVER : program.equals("systemd") ? Trade.MANAGER : Trade.OTHER;
    }

    private boolean programUnseen(int pid) {
        int length = files.link(pid, "exe");
        return Kernel.refused(length);
    }
}
