package io.hangup.agent.executor;

import io.hangup.agent.census.HostView;
import io.hangup.agent.enforce.Enforcement;
import io.hangup.agent.loop.Sight;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.snapshot.Blindspot;
import java.util.List;
import java.util.Optional;

/// What can be said of a command that an earlier agent was carrying out when it ended: only what a look shows.
final class Aftermath {
    static final String RESTARTED = "the agent was restarted while carrying it out";
    static final String PREPARED = "the agent was restarted while preparing it, so nothing was done: ask again";

    private Aftermath() {}

    record End(Outcome outcome, List<HostProcess> leftBehind) {}

    static End of(Journal.Open open, BootId boot, HostView view, Sight sight) {
        Action action = open.command().action();
        if (action == Action.PROBE || action == Action.WARN || action == Action.KEEP) {
            return new End(new Outcome.Unknown(RESTARTED + "; nothing was ended"), List.of());
        }
        if (action == Action.RESTART_SSHD) {
            return new End(new Outcome.Unknown(RESTARTED + ", and so was the host"), List.of());
        }
        if (!open.command().boot().equals(boot)) {
            return new End(new Outcome.Gone(), List.of());
        }
        return switch (open.command().target()) {
            case CommandTarget.OneConnection target -> ofConnection(target, open.draft(), view, sight);
            case CommandTarget.OneOrphan _ ->
                ofOrphan(sight.stillAlive(open.draft().leftBehind()));
            case CommandTarget.Server _ -> new End(new Outcome.Unknown(RESTARTED), List.of());
        };
    }

    /// @param left those that were to be ended and still run
    private static End ofOrphan(List<HostProcess> left) {
        return left.isEmpty()
                ? new End(new Outcome.Gone(), left)
                : new End(
                        new Outcome.Unknown(
                                RESTARTED + "; process " + left.getFirst().pid() + " still runs"),
                        left);
    }

    private static End ofConnection(CommandTarget.OneConnection target, Receipt draft, HostView view, Sight sight) {
        Optional<ProcessStamp> session = target.session();
        if (blind(view, Blindspot.Sense.SOCKETS)) {
            return new End(new Outcome.Unknown(RESTARTED + ", and it can't see connections now"), List.of());
        }
        Optional<Connection> connection = Enforcement.connection(target.cookie(), view);
        if (session.isPresent() && connection.isPresent()) {
            return closed(session.get(), connection.get(), sight.stillAlive(draft.leftBehind()));
        }
        // A socket without a server is what the kernel keeps for a while; where owners can't be seen it may have one.
        boolean there = connection
                .filter(c -> c.server().isPresent() || blind(view, Blindspot.Sense.OWNERS))
                .isPresent();
        return there
                ? new End(new Outcome.Unknown(RESTARTED + "; the connection is still there"), List.of())
                : new End(new Outcome.Gone(), sight.stillAlive(draft.leftBehind()));
    }

    private static boolean blind(HostView view, Blindspot.Sense sense) {
        return view.blindspots().stream().anyMatch(b -> b.sense() == sense);
    }

    private static End closed(ProcessStamp leader, Connection connection, List<HostProcess> left) {
        boolean there =
                connection.sessions().stream().anyMatch(s -> s.leader().stamp().equals(leader))
                        || left.stream().anyMatch(p -> p.stamp().equals(leader));
        return there
                ? new End(new Outcome.Unknown(RESTARTED + "; the session is still there"), List.of())
                : new End(new Outcome.ChannelClosed(connection.sessions().size()), left);
    }
}
