package io.hangup.agent.enforce;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandTarget;
import java.util.Locale;
import java.util.Optional;

/// Whether a command's target is of the kind that its action is for.
final class Fit {
    private Fit() {}

    /// Why it is not; empty when it is.
    static Optional<String> mismatch(Command command) {
        Action action = command.action();
        return switch (command.target()) {
            case CommandTarget.OneConnection one -> ofConnection(action, one);
            case CommandTarget.Server _ -> is(action == Action.RESTART_SSHD, action, "an SSH server");
            case CommandTarget.OneOrphan _ -> is(action == Action.REAP, action, "what a login has left behind");
        };
    }

    private static Optional<String> ofConnection(Action action, CommandTarget.OneConnection target) {
        return switch (action) {
            case CLOSE ->
                target.session().isPresent()
                        ? Optional.empty()
                        : Optional.of("it would close a session and names none");
            case DROP ->
                target.session().isEmpty()
                        ? Optional.empty()
                        : Optional.of("it would end a whole connection and names one session of it");
            case WARN, KEEP, PROBE, UNKNOWN -> Optional.empty();
            case RESTART_SSHD, REAP -> is(false, action, "a connection");
        };
    }

    private static Optional<String> is(boolean fit, Action action, String named) {
        return fit
                ? Optional.empty()
                : Optional.of(
                        "it is to " + action.name().toLowerCase(Locale.ROOT).replace('_', '-') + " and names " + named);
    }
}
