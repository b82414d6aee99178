package io.hangup.protocol.snapshot;

import java.time.Instant;
import java.util.Optional;

/// One setting of a host that ought to end sessions or bound logins, judged by what it really does here.
///
/// @param name as its manual page spells it: `ClientAliveInterval`, `StopIdleSessionSec`
/// @param where for whom: `everyone`, or the condition of a `Match` block where it differs
/// @param value as in force; empty when it could not be read
/// @param meaning one sentence: what really happens on this host with this version
/// @param since when the agent first saw it so; not earlier than its first look
/// @param before the value it had before that; empty when it never changed
/// @param was what that value did; a change that does less is a drift
public record Control(
        String name,
        String where,
        String value,
        Effect effect,
        String meaning,
        Instant since,
        Optional<String> before,
        Optional<Effect> was) {
    /// The longest of each text.
    public static final int LONGEST = 400;

    /// How the meaning of a control begins whose file was changed after the server had read it.
    public static final String NOT_IN_FORCE = "Not in force yet: ";

    /// Whether it does what people expect of it.
    public enum Effect {
        /// It does.
        WORKS,
        /// It does for some cases, or later than its value says.
        PARTLY,
        /// It is set so that it does nothing.
        NONE,
        UNKNOWN
    }

    public Control {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a control without a name");
        }
        if (Math.max(Math.max(name.length(), where.length()), Math.max(value.length(), meaning.length())) > LONGEST) {
            throw new IllegalArgumentException("a text of control " + name + " is longer than " + LONGEST);
        }
    }

    /// One of which it is not known what it did before.
    public Control(
            String name,
            String where,
            String value,
            Effect effect,
            String meaning,
            Instant since,
            Optional<String> before) {
        this(name, where, value, effect, meaning, since, before, Optional.empty());
    }

    /// Whether the server has read the value.
    public boolean inForce() {
        return !meaning.startsWith(NOT_IN_FORCE);
    }

    /// Whether it got worse by itself: it does less than the value before did, or what was written is not in force.
    /// What is unknown has not drifted.
    public boolean drifted() {
        return !inForce()
                || was.filter(w -> w != Effect.UNKNOWN && weight(effect) < weight(w))
                        .isPresent();
    }

    private static int weight(Effect effect) {
        return switch (effect) {
            case NONE -> 0;
            case PARTLY -> 1;
            case WORKS, UNKNOWN -> 2;
        };
    }
}
