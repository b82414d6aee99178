package io.hangup.protocol.feed;

import io.hangup.protocol.command.Action;
import java.util.Optional;
import java.util.Set;

/// What an operator posts to have something done about one connection or one session of it.
///
/// @param target id of a connection, a session or a finding
/// @param reason in the operator's words, for the audit; must not be blank, at most [#LONGEST_REASON]
///     characters
/// @param action `drop`, `close` or `probe`; empty is `drop`
public record CommandRequest(String target, String reason, Optional<Action> action) {
    /// Leaves room in a command's reason for who asked.
    public static final int LONGEST_REASON = 400;

    private static final Set<Action> ASKED_FOR = Set.of(Action.DROP, Action.CLOSE, Action.PROBE);

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
            throw new IllegalArgumentException("action is none of those that can be asked for: drop, close, probe");
        }
    }

    /// Asks that a connection be ended.
    public static CommandRequest drop(String target, String reason) {
        return new CommandRequest(target, reason, Optional.empty());
    }

    /// Asks that one session be closed and its connection left.
    public static CommandRequest close(String target, String reason) {
        return new CommandRequest(target, reason, Optional.of(Action.CLOSE));
    }

    /// Asks that a connection's peer be asked whether it is there.
    public static CommandRequest probe(String target, String reason) {
        return new CommandRequest(target, reason, Optional.of(Action.PROBE));
    }

    public Action wanted() {
        return action.orElse(Action.DROP);
    }
}
