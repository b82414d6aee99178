package io.hangup.protocol.feed;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Guard;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What an operator posts to have something done about one connection, one session of it, what a login left behind or a
/// host's SSH server.
///
/// @param target id of a connection, a session, a process that outlived its login or a finding; to restart its SSH
///     server, of a host
/// @param reason in the operator's words, for the audit; must not be blank, at most [#LONGEST_REASON]
///     characters
/// @param action `drop`, `close`, `reap`, `probe`, `warn`, `keep` or `restart-sshd`; empty is `drop`
/// @param warning how long ahead who is at a terminal is told, for what ends something; empty to end it
///     without a word
public record CommandRequest(String target, String reason, Optional<Action> action, Optional<Duration> warning) {
    /// Leaves room in a command's reason for who asked.
    public static final int LONGEST_REASON = 400;

    private static final Set<Action> ASKED_FOR =
            Set.of(Action.DROP, Action.CLOSE, Action.REAP, Action.PROBE, Action.WARN, Action.KEEP, Action.RESTART_SSHD);

    public CommandRequest {
        if (target.isBlank()) {
            throw new IllegalArgumentException("target is empty: name one connection, session or finding");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason is empty: say why, it goes into the audit");
        }
        if (reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("reason is too long: at most " + LONGEST_REASON + " characters");
        }
        if (action.filter(a -> !ASKED_FOR.contains(a)).isPresent()) {
            throw new IllegalArgumentException(
                    "action is none of those that can be asked for: drop, close, reap, probe, warn, keep, restart-sshd");
        }
        if (warning.isPresent()
                && action.filter(a -> a != Action.DROP && a != Action.CLOSE).isPresent()) {
            throw new IllegalArgumentException("warning goes with drop and close only");
        }
        if (warning.filter(w -> !w.isPositive() || w.compareTo(Guard.LONGEST_WARNING) > 0)
                .isPresent()) {
            throw new IllegalArgumentException("warning is 1 to 60 seconds");
        }
    }

    /// Asks that a connection be ended.
    public static CommandRequest drop(String target, String reason) {
        return new CommandRequest(target, reason, Optional.empty(), Optional.empty());
    }

    /// Asks that one session be closed and its connection left.
    public static CommandRequest close(String target, String reason) {
        return of(Action.CLOSE, target, reason);
    }

    /// Asks that what a login left behind be ended.
    public static CommandRequest reap(String target, String reason) {
        return of(Action.REAP, target, reason);
    }

    /// Asks that a connection's peer be asked whether it is there.
    public static CommandRequest probe(String target, String reason) {
        return of(Action.PROBE, target, reason);
    }

    /// Asks that who is at its terminals be told.
    public static CommandRequest warn(String target, String reason) {
        return of(Action.WARN, target, reason);
    }

    /// Asks that it be spared.
    public static CommandRequest keep(String target, String reason) {
        return of(Action.KEEP, target, reason);
    }

    /// Asks that a host's SSH server be restarted.
    public static CommandRequest restart(String host, String reason) {
        return of(Action.RESTART_SSHD, host, reason);
    }

    private static CommandRequest of(Action action, String target, String reason) {
        return new CommandRequest(target, reason, Optional.of(action), Optional.empty());
    }

    /// The same, after a warning.
    public CommandRequest after(Optional<Duration> newWarning) {
        return new CommandRequest(target, reason, action, newWarning);
    }

    public Action wanted() {
        return action.orElse(Action.DROP);
    }
}
