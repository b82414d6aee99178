package io.hangup.agent.census;

import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All processes of one login and all below them, by a look that remembers nothing.
///
/// @param unseen why there may be more, or why something that decides could not be read
public record Remains(long auditSession, List<Remnant> all, Optional<String> unseen) {
    public Remains {
        all = List.copyOf(all);
    }

    /// Nothing that could be relied on.
    public static Remains unseen(long auditSession, String why) {
        return new Remains(auditSession, List.of(), Optional.of(why));
    }

    public Optional<Remnant> of(int pid) {
        return all.stream().filter(one -> one.pid() == pid).findFirst();
    }

    /// Those of this login; those below it may be another's.
    public List<Remnant> own() {
        return all.stream().filter(one -> one.auditSession() == auditSession).toList();
    }

    /// Those of this login that run.
    public List<HostProcess> running() {
        return own().stream()
                .map(Remnant::what)
                .filter(process -> process.state() != ProcessState.ZOMBIE && process.state() != ProcessState.DEAD)
                .toList();
    }

    /// What is right below a process.
    public List<Remnant> children(Remnant above) {
        return all.stream()
                .filter(one -> one.process().parent() == above.pid() && one.pid() != above.pid())
                .toList();
    }

    /// Everything below a process, the nearer ones first.
    public List<Remnant> below(Remnant above) {
        List<Remnant> found = new ArrayList<>();
        Set<Integer> met = new HashSet<>(Set.of(above.pid()));
        List<Remnant> edge = List.of(above);
        while (!edge.isEmpty()) {
            edge = edge.stream()
                    .flatMap(one -> children(one).stream())
                    .filter(one -> met.add(one.pid()))
                    .toList();
            found.addAll(edge);
        }
        return found;
    }
}
