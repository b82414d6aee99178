package io.hangup.controller.kafka;

import java.time.Instant;

/// What the controllers tell each other in the directives topic under the key [#KEY]: who leads, and how far it has
/// come. The leader writes it in each of its transactions, so after a broken one it can be read whether that one
/// counts.
///
/// @param epoch counts takeovers, from 1
/// @param turn counts the epoch's transactions, from 0
/// @param holder host and pid, for people
record Directive(long epoch, long turn, String holder, Instant at) {
    static final String KEY = "epoch";

    /// Before any controller ever led.
    static final Directive NONE = new Directive(0, 0, "nobody", Instant.EPOCH);

    Directive next(Instant now) {
        return new Directive(epoch, turn + 1, holder, now);
    }

    /// Whether this was written at or after `other`.
    boolean reached(Directive other) {
        return epoch == other.epoch ? turn >= other.turn : epoch > other.epoch;
    }
}
