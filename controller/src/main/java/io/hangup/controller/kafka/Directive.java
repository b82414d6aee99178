package io.hangup.controller.kafka;

import io.hangup.protocol.audit.Head;
import java.time.Instant;
import java.util.Optional;

/// What the controllers tell each other in the directives topic under the key [#KEY]: who leads, and how far it has
/// come. The leader writes it in each of its transactions, so after a broken one it can be read whether that one
/// counts.
///
/// @param epoch rises with each takeover, see [#following]
/// @param turn counts the epoch's transactions, from 0
/// @param holder host and pid, for people
/// @param audit how far the audit's chain has come with this; empty of an older controller
record Directive(long epoch, long turn, String holder, Instant at, Optional<Head> audit) {
    static final String KEY = "epoch";

    /// Before any controller ever led.
    static final Directive NONE = new Directive(0, 0, "nobody", Instant.EPOCH, Optional.empty());

    /// The epoch of who takes over after this: hosts refuse a lower one than they have seen, for ever. So it does
    /// not begin again where Kafka does (its disk was lost, another cluster or prefix): it is at least the minutes
    /// since 1970.
    long following(Instant now) {
        return Math.max(epoch + 1, now.getEpochSecond() / 60);
    }

    Directive next(Instant now, Head head) {
        return new Directive(epoch, turn + 1, holder, now, Optional.of(head));
    }

    /// Whether this was written at or after `other`.
    boolean reached(Directive other) {
        return epoch == other.epoch ? turn >= other.turn : epoch > other.epoch;
    }
}
