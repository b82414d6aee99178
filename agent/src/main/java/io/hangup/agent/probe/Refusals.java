package io.hangup.agent.probe;

import io.hangup.protocol.snapshot.Blindspot.Sense;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What of which process was refused, or could not be read for want of something, when it was asked for last. It is so
/// until the process is asked again and tells, or is gone.
final class Refusals {
    private static final String CURE = "that takes root, or the capabilities CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH";

    private final Map<Sense, Map<Integer, Integer>> errnos = new EnumMap<>(Sense.class);

    /// @param outcome of asking that process: `-errno`, or anything else
    void asked(Sense sense, int pid, int outcome) {
        if (Kernel.unread(outcome)) {
            errnos.computeIfAbsent(sense, _ -> new HashMap<>()).put(pid, -outcome);
        } else if (any(sense, pid)) {
            of(sense).remove(pid);
        }
    }

    boolean any(Sense sense) {
        return !errnos.isEmpty() && !of(sense).isEmpty();
    }

    /// Whether that is so of this process.
    boolean any(Sense sense, int pid) {
        return !errnos.isEmpty() && of(sense).containsKey(pid);
    }

    /// Whether something of it could not be read that is not refused: the next sweep may have it.
    boolean missed(int pid) {
        for (Map<Integer, Integer> some : errnos.values()) {
            int errno = some.getOrDefault(pid, 0);
            if (errno != 0 && !Kernel.refused(-errno)) {
                return true;
            }
        }
        return false;
    }

    /// Takes it that what was missed of this process can be read by now: it is asked again, or was needed no longer.
    void forgetMissed(int pid) {
        for (Map<Integer, Integer> some : errnos.values()) {
            if (!Kernel.refused(-some.getOrDefault(pid, 0))) {
                some.remove(pid);
            }
        }
    }

    /// One sentence for an operator.
    ///
    /// @param what could not be had
    Optional<String> why(Sense sense, String what) {
        return any(sense)
                ? Optional.of(of(sense).values().stream()
                        .filter(errno -> !Kernel.refused(-errno))
                        .findFirst()
                        .map(errno -> what + " could not be read (errno " + errno
                                + "): the agent has too few descriptors (LimitNOFILE=), or the host too little memory")
                        .orElse(what + " may not be read: " + CURE))
                : Optional.empty();
    }

    /// Forgets all but these processes.
    void retain(Set<Integer> pids) {
        errnos.values().forEach(some -> some.keySet().retainAll(pids));
    }

    private Map<Integer, Integer> of(Sense sense) {
        return errnos.getOrDefault(sense, Map.of());
    }
}
