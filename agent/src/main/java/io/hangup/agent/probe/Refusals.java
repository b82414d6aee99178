package io.hangup.agent.probe;

import io.hangup.protocol.snapshot.Blindspot.Sense;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What of which process was refused when it was asked for last. A refusal lasts until that process is asked again and
/// tells, or is gone.
final class Refusals {
    private final Map<Sense, Set<Integer>> refused = new EnumMap<>(Sense.class);

    /// @param outcome of asking that process: `-errno`, or anything else
    void asked(Sense sense, int pid, int outcome) {
        if (Kernel.refused(outcome)) {
            refused.computeIfAbsent(sense, _ -> new HashSet<>()).add(pid);
        } else if (!refused.isEmpty()) {
            forget(sense, pid);
        }
    }

    boolean any(Sense sense) {
        return !refused.isEmpty() && !refused.getOrDefault(sense, Set.of()).isEmpty();
    }

    /// Forgets all but these processes.
    void retain(Set<Integer> pids) {
        refused.values().forEach(some -> some.retainAll(pids));
    }

    private void forget(Sense sense, int pid) {
        Set<Integer> some = refused.get(sense);
        if (some != null) {
            some.remove(pid);
        }
    }
}
