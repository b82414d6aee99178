package io.hangup.agent.loop;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.snapshot.Blindspot;
import java.util.List;

/// What can be said of a command that an earlier agent was carrying out when it ended: only what a look shows.
final class Aftermath {
    static final String RESTARTED = "the agent was restarted while carrying it out";

    private Aftermath() {}

    record End(Outcome outcome, List<HostProcess> leftBehind) {}

    static End of(Journal.Open open, BootId boot, HostView view, Sight sight) {
        if (open.command().action() == Action.PROBE) {
            return new End(new Outcome.Unknown(RESTARTED + "; nothing is left changed"), List.of());
        }
        if (!open.command().boot().equals(boot)) {
            return new End(new Outcome.Gone(), List.of());
        }
        Receipt draft = open.draft();
        if (view.blindspots().stream().anyMatch(b -> b.sense() == Blindspot.Sense.SOCKETS)) {
            return new End(new Outcome.Unknown(RESTARTED + ", and it can't see connections now"), List.of());
        }
        boolean there = view.connections().stream()
                .anyMatch(c -> c.cookie().equals(open.command().target().cookie())
                        && c.server().isPresent());
        return there
                ? new End(new Outcome.Unknown(RESTARTED + "; the connection is still there"), List.of())
                : new End(new Outcome.Gone(), sight.stillAlive(draft.leftBehind()));
    }
}
