package io.hangup.trials.reaction;

import java.time.Duration;
import java.time.Instant;

/// One command on its way. All on the clock of this machine, which hosts and controller share.
///
/// @param decided by the controller
/// @param delivered to a consumer that does nothing else: what Kafka takes at least
/// @param read by the agent
/// @param signalled by the agent, as its receipt says
/// @param hungUp the client's end, which it can't have had before the signal
record Reaction(Instant decided, Instant delivered, Instant read, Instant signalled, Instant hungUp) {
    /// Receipts tell instants and times in whole milliseconds.
    private static final Duration ROUNDING = Duration.ofMillis(2);

    /// From the decision to the signal.
    Duration whole() {
        return Duration.between(decided, signalled);
    }

    /// Of it, what passed before a consumer could know.
    Duration kafka() {
        return Duration.between(decided, delivered);
    }

    /// Of it, what passed from the agent's reading to its signal.
    Duration host() {
        return Duration.between(read, signalled);
    }

    /// Whether what came later was later.
    boolean inOrder() {
        return !read.plus(ROUNDING).isBefore(decided)
                && !signalled.plus(ROUNDING).isBefore(read)
                && !hungUp.plus(ROUNDING).isBefore(signalled);
    }
}
