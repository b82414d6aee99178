package io.hangup.agent.enforce;

import io.hangup.agent.census.HostView;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Policy;
import io.hangup.agent.policy.Restart;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.snapshot.Blindspot;
import java.util.Optional;

/// An SSH server as one look shows it, for who would restart it.
public final class Doorway {
    private Doorway() {}

    /// Why this server is not one that can be restarted here; empty when it is.
    static Optional<String> unfit(CommandTarget.Server target, Law law, HostView view) {
        if (way(law).isEmpty()) {
            return Optional.of("the host's policy names no unit to restart (key restart: {unit: ssh.service})");
        }
        Optional<Listener> listener = at(target, view);
        if (listener.isEmpty()) {
            return Optional.of(unseen(view)
                    .map(why -> "it can't be seen who listens here: " + why)
                    .orElse("nobody listens at " + target.address() + " any more"));
        }
        if (!listener.get().process().stamp().equals(target.process())) {
            return Optional.of("process " + listener.get().process().pid() + " listens at " + target.address()
                    + " now, not process " + target.process().pid());
        }
        if (listener.get().process().uid() != 0) {
            return Optional.of("process " + target.process().pid() + " runs as uid "
                    + listener.get().process().uid() + ": only a server that runs as root is restarted");
        }
        return listener.get().implementation() == Implementation.OPENSSH
                ? Optional.empty()
                : Optional.of("only an OpenSSH server is restarted: another one can't test its settings first");
    }

    /// How the policy in force has it restarted; empty where it does not say.
    public static Optional<Restart> way(Law law) {
        return law instanceof Law.InForce(Policy policy, String _, Optional<String> _)
                ? policy.restart()
                : Optional.empty();
    }

    /// Who listens where the target does, or did.
    public static Optional<Listener> at(CommandTarget.Server target, HostView view) {
        return view.listeners().stream()
                .filter(l -> l.address().equals(target.address()))
                .findFirst();
    }

    /// Why a listener that is not in the look may still be there; empty when it is not.
    public static Optional<String> unseen(HostView view) {
        return view.blindspots().stream()
                .filter(b -> b.sense() == Blindspot.Sense.SOCKETS || b.sense() == Blindspot.Sense.OWNERS)
                .map(Blindspot::why)
                .findFirst();
    }
}
