package io.hangup.agent.enforce;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.session.Listener;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is never ended, and no policy, key or signature lifts: the kernel's processes and init, this agent and what
/// runs it, and whatever waits for SSH clients. A listener is told by what it holds, so that one by another name is one
/// too. A connection's monitor while its child lives belongs here as well; [Enforcement] knows which that is.
final class Never {
    /// Its listener is spared even where the agent has not found it out.
    private static final int SSH = 22;

    private Never() {}

    /// What a pid alone tells.
    static Optional<String> byPid(int pid, Standing standing) {
        if (pid <= 2) {
            return Optional.of("process " + pid + " is the kernel's or init and is never ended");
        }
        if (standing.lineage().isEmpty()) {
            return Optional.of(
                    "it can't be told which processes act here, and those are never ended: is no descriptor left?");
        }
        return standing.lineage().contains(pid)
                ? Optional.of("process " + pid + " is what acts here, or runs it, and is never ended")
                : Optional.empty();
    }

    /// What the held process tells. A user's own server may listen for forwards, on other ports.
    static Optional<String> byNature(Held held, CommandTarget.OneConnection target, HostView view) {
        return byNature(held, List.of(SSH, target.local().port()), view);
    }

    /// The same of a process that serves no connection.
    static Optional<String> byNature(Held held, HostView view) {
        return byNature(held, List.of(SSH), view);
    }

    private static Optional<String> byNature(Held held, List<Integer> doors, HostView view) {
        int pid = held.process().pid();
        if (held.kernel()) {
            return Optional.of("process " + pid + " is a thread of the kernel and is never ended");
        }
        if (view.listeners().stream()
                .anyMatch(l -> l.process().stamp().equals(held.process().stamp()))) {
            return Optional.of(listener(pid));
        }
        if (held.listens().isEmpty()) {
            return Optional.of(
                    "it can't be read what process " + pid + " listens on, and a listener is never ended: that"
                            + " takes root, or the capability CAP_SYS_PTRACE");
        }
        Set<Integer> ports = held.listens().get();
        boolean door = doors.stream().anyMatch(ports::contains)
                || view.listeners().stream().map(Listener::address).anyMatch(a -> ports.contains(a.port()));
        return door ? Optional.of(listener(pid)) : Optional.empty();
    }

    private static String listener(int pid) {
        return "process " + pid + " is the SSH server's listener and is never ended";
    }
}
