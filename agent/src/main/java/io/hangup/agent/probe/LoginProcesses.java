package io.hangup.agent.probe;

import io.hangup.agent.census.ProcessFact;
import io.hangup.agent.census.ServerFact;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All processes of one login. It walks every process there is: asked before and after a kill, never in a look.
final class LoginProcesses {
    private final ProcFiles files;
    private final ProcessReader reader;

    LoginProcesses(ProcFiles files, ProcessReader reader) {
        this.files = files;
        this.reader = reader;
    }

    /// @param lent audit sessions that listeners pass on to every login: they tell nothing
    List<HostProcess> of(Connection connection, Set<Long> lent) {
        Map<Integer, ProcessFact> all = new TreeMap<>();
        files.pids(pid -> {
            ProcessFact process = reader.process(pid, null);
            if (process != null) {
                all.put(pid, process);
            }
        });
        Set<Integer> login = new HashSet<>();
        named(connection)
                .filter(process -> isStill(process, all.get(process.pid())))
                .forEach(process -> login.add(process.pid()));
        Set<Integer> posixSessions = leaderSessions(connection, all);
        OptionalLong audit = connection.auditSession();
        all.values().stream()
                .filter(process -> posixSessions.contains(process.posixSession())
                        || (audit.isPresent()
                                && !lent.contains(audit.getAsLong())
                                && reader.audit(process.pid(), "sessionid") == audit.getAsLong()))
                .forEach(process -> login.add(process.pid()));
        addDescendants(login, all);
        return login.stream()
                .sorted()
                .map(all::get)
                .map(ProcessFact::process)
                .filter(process -> process.state() != ProcessState.ZOMBIE)
                .toList();
    }

    /// Those that still run, with their state of now; of one that can't be read, with that of then.
    List<HostProcess> stillAlive(List<HostProcess> processes) {
        return processes.stream()
                .flatMap(process -> now(process).stream())
                .filter(now -> now.state() != ProcessState.ZOMBIE && now.state() != ProcessState.DEAD)
                .toList();
    }

    private Optional<HostProcess> now(HostProcess then) {
        ProcessFact now = reader.process(then.pid(), null);
        if (now == null) {
            return Optional.of(then).filter(_ -> reader.unread(then.pid()));
        }
        return isStill(then, now) ? Optional.of(now.process()) : Optional.empty();
    }

    /// The audit sessions of those servers that are listeners' own.
    static Set<Long> lentBy(Stream<ServerFact> listeners) {
        Set<Long> lent = new HashSet<>();
        listeners.forEach(listener -> lent.add(listener.auditSession()));
        lent.add(ServerFact.UNSET);
        return lent;
    }

    private static Stream<HostProcess> named(Connection connection) {
        return Stream.of(
                        connection.monitor().stream(),
                        connection.child().stream(),
                        connection.sessions().stream().map(session -> session.leader()),
                        connection.holders().stream())
                .flatMap(processes -> processes);
    }

    private static boolean isStill(HostProcess then, @Nullable ProcessFact now) {
        return now != null && now.startTicks() == then.stamp().startTicks();
    }

    // A leader that made a POSIX session of its own: whatever is in it belongs to the login.
    private static Set<Integer> leaderSessions(Connection connection, Map<Integer, ProcessFact> all) {
        Set<Integer> sessions = new HashSet<>();
        connection.sessions().forEach(session -> {
            ProcessFact now = all.get(session.leader().pid());
            if (now != null && isStill(session.leader(), now) && now.posixSession() == now.pid()) {
                sessions.add(now.pid());
            }
        });
        return sessions;
    }

    private static void addDescendants(Set<Integer> login, Map<Integer, ProcessFact> all) {
        Map<Integer, Set<Integer>> below = new HashMap<>();
        all.values()
                .forEach(process -> below.computeIfAbsent(process.parent(), _ -> new HashSet<>())
                        .add(process.pid()));
        List<Integer> edge = List.copyOf(login);
        while (!edge.isEmpty()) {
            List<Integer> next = edge.stream()
                    .flatMap(pid -> below.getOrDefault(pid, Set.of()).stream())
                    .filter(login::add)
                    .toList();
            edge = next;
        }
    }
}
