package io.hangup.agent.policy.file;

import io.hangup.protocol.command.Action;
import java.util.Locale;

/// What a policy can speak of: every action there is. A misspelt one is no action.
enum Deed {
    WARN(Action.WARN),
    KEEP(Action.KEEP),
    CLOSE(Action.CLOSE),
    DROP(Action.DROP),
    RESTART_SSHD(Action.RESTART_SSHD),
    REAP(Action.REAP),
    PROBE(Action.PROBE);

    private final Action action;

    Deed(Action action) {
        this.action = action;
    }

    Action action() {
        return action;
    }

    /// As it is written in the file.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Deed of(Action action) {
        return switch (action) {
            case WARN -> WARN;
            case KEEP -> KEEP;
            case CLOSE -> CLOSE;
            case DROP -> DROP;
            case RESTART_SSHD -> RESTART_SSHD;
            case REAP -> REAP;
            case PROBE -> PROBE;
            case UNKNOWN -> throw new IllegalStateException("no policy holds an unknown action");
        };
    }
}
