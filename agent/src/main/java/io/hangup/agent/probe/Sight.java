package io.hangup.agent.probe;

import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What this agent can't see, gathered while it looks. A blindspot's words carry no counts that change from look to
/// look: they are part of the snapshot.
final class Sight {
    private final ProcessReader reader;
    private final Refusals refusals;
    private final Terminals terminals;
    private final Waits waits;
    private boolean unowned;
    private boolean hidden;
    private boolean strange;
    private int listed;
    private @Nullable String terminal;

    Sight(ProcessReader reader, Terminals terminals, Waits waits) {
        this.reader = reader;
        refusals = reader.refusals();
        this.terminals = terminals;
        this.waits = waits;
    }

    /// @param outcome of listing `/proc`: 0 or `-errno`
    void processesListed(int outcome) {
        listed = outcome;
    }

    /// @param init whether the first of all processes can be read, as anybody may unless they are hidden
    /// @param served whether an SSH server is among the processes, where something listens on its port
    void processesRead(boolean init, boolean served) {
        hidden = !init;
        strange = !served;
    }

    /// @param connections on an SSH server's port whose owner is not among the processes
    void unowned(int connections) {
        unowned = connections > 0;
    }

    /// All terminals could be looked at, or are gone.
    void terminalsSeen() {
        terminal = null;
    }

    List<Blindspot> withoutSockets(Optional<String> why) {
        return List.of(new Blindspot(Sense.SOCKETS, why.orElse("the kernel did not list its TCP sockets")));
    }

    List<Blindspot> blindspots() {
        String now = terminals.takeTrouble();
        terminal = now == null ? terminal : now;
        List<Blindspot> all = new ArrayList<>();
        Optional<String> servers = refusals.why(Sense.OWNERS, "descriptors of SSH servers");
        if (servers.isPresent()) {
            all.add(new Blindspot(Sense.OWNERS, servers.get()));
        } else if (listed < 0) {
            all.add(new Blindspot(Sense.OWNERS, "/proc can't be listed (errno " + -listed + ")"));
        } else if (unowned || strange) {
            all.add(new Blindspot(
                    Sense.OWNERS,
                    "an SSH server, or who holds its connections, is not in this /proc: that takes the"
                            + " host's own pid namespace, and no hidepid"));
        }
        if (hidden) {
            all.add(new Blindspot(
                    Sense.PROCESSES,
                    "processes of others are hidden (hidepid, proc(5)): to see them takes root, or the capability"
                            + " CAP_SYS_PTRACE"));
        } else if (refusals.any(Sense.PROCESSES)) {
            tell(all, Sense.PROCESSES, "some processes");
        } else if (!reader.listsChildren()) {
            all.add(new Blindspot(
                    Sense.PROCESSES,
                    "this kernel lists no children (built without CONFIG_PROC_CHILDREN): a session may go unseen for"
                            + " half a minute"));
        }
        tell(all, Sense.PIPES, "descriptors of some processes");
        tell(all, Sense.IO, "what processes read and write");
        if (!waits.supported()) {
            all.add(new Blindspot(
                    Sense.WAITS, "this kernel, or this kind of machine, does not tell what a process waits in"));
        } else {
            tell(all, Sense.WAITS, "what processes wait in");
        }
        if (terminal != null) {
            all.add(new Blindspot(Sense.TERMINALS, terminal));
        }
        return all;
    }

    private void tell(List<Blindspot> all, Sense sense, String what) {
        refusals.why(sense, what).ifPresent(why -> all.add(new Blindspot(sense, why)));
    }
}
