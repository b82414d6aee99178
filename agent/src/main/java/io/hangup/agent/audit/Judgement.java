package io.hangup.agent.audit;

import io.hangup.protocol.snapshot.Control;
import io.hangup.protocol.snapshot.Control.Effect;

/// What one setting does here, as of one look at it.
///
/// @param where for whom it holds
public record Judgement(String name, String where, String value, Effect effect, String meaning) {
    /// For whom a setting holds that holds for all.
    public static final String EVERYONE = "everyone";

    static Judgement of(String name, String value, Effect effect, String meaning) {
        return new Judgement(name, EVERYONE, value, effect, meaning);
    }

    /// The same, for somebody.
    public Judgement at(String place) {
        return new Judgement(name, Texts.printable(place, Control.LONGEST / 2), value, effect, meaning);
    }

    /// The same, of a file that the server read before it was changed: what is in force is another value, and nobody
    /// can read which.
    public Judgement notInForce(String why) {
        return new Judgement(
                name,
                where,
                value,
                effect == Effect.WORKS ? Effect.PARTLY : effect,
                Texts.printable(Control.NOT_IN_FORCE + why + " Then: " + meaning, Control.LONGEST));
    }
}
