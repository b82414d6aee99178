package io.hangup.agent.probe;

import io.hangup.agent.census.ProcessFact;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds who can still write to a pipe. Dear: it walks the descriptors of all processes, so it is asked only for
/// connections that carry no session and whose server reads a pipe.
final class PipeWriters {
    private final ProcFiles files;
    private final DescriptorKind kinds;
    private final ProcessReader reader;

    PipeWriters(ProcFiles files, DescriptorKind kinds, ProcessReader reader) {
        this.files = files;
        this.kinds = kinds;
        this.reader = reader;
    }

    /// @param except servers: they pass their own pipes on between themselves
    /// @return by the pipe's inode; a pipe that nobody else holds is there with nobody
    Map<Long, List<HostProcess>> of(Set<Long> pipes, Set<Integer> except) {
        Map<Long, List<HostProcess>> writers = new HashMap<>();
        pipes.forEach(pipe -> writers.put(pipe, new ArrayList<>(1)));
        List<Integer> pids = new ArrayList<>();
        files.pids(pids::add);
        for (int pid : pids) {
            if (!except.contains(pid)) {
                search(pid, writers, except);
            }
        }
        return writers;
    }

    private void search(int pid, Map<Long, List<HostProcess>> writers, Set<Integer> servers) {
        List<Long> held = new ArrayList<>(2);
        int outcome = files.descriptors(pid, (directory, _, name) -> {
            if (kinds.of(directory, name) == DescriptorKind.Kind.PIPE_WRITE && writers.containsKey(kinds.inode())) {
                held.add(kinds.inode());
            }
        });
        int unread = kinds.takeUnread();
        reader.refusals().asked(Sense.PIPES, pid, unread < 0 ? unread : outcome);
        ProcessFact process = held.isEmpty() ? null : reader.process(pid, null);
        // What a server started itself is a session of it, whether or not its children could be listed.
        if (process != null && !servers.contains(process.parent())) {
            held.stream()
                    .distinct()
                    .forEach(pipe ->
                            writers.getOrDefault(pipe, new ArrayList<>()).add(process.process()));
        }
    }
}
