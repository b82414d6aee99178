package io.hangup.agent.policy;

import io.hangup.protocol.command.Action;

/// What is asked of the policy. Nothing else of a command reaches it: no text that came over the wire.
public record Request(Action action, Consent consent) {
    /// Whether it would end something, or tell somebody that it will.
    boolean touches() {
        return switch (action) {
            case PROBE, KEEP -> false;
            case WARN, CLOSE, DROP, RESTART_SSHD, REAP, UNKNOWN -> true;
        };
    }
}
