package io.hangup.agent.liveness;

import java.time.Duration;

/// When peers are asked without being asked for.
///
/// @param after so long without a word from the peer's kernel a connection looks quiet
/// @param again after the first question without an answer. The next pauses are 4 and 11 times as long: with Debian's
///     keepalive four questions are all there are, and these span half an hour. Where there may be more, 7 times
/// @param seldom the longest between two questions to a peer that answers. Half as long as the kernel's own keepalive
/// waits by default (two hours), so that one does not come in between
public record ProbePolicy(Duration after, Duration again, Duration seldom) {
    public static final ProbePolicy USUAL =
            new ProbePolicy(Duration.ofMinutes(10), Duration.ofMinutes(2), Duration.ofHours(1));

    public ProbePolicy {
        if (!after.isPositive() || !again.isPositive() || seldom.compareTo(after) < 0) {
            throw new IllegalArgumentException("probeAfter and probeAgain must be longer than nothing");
        }
    }

    /// How long after so many questions in a row without an answer the next may come.
    Duration againAfter(int unanswered) {
        return switch (unanswered) {
            case 1 -> again;
            case 2 -> again.multipliedBy(4);
            case 3 -> again.multipliedBy(11);
            default -> again.multipliedBy(7);
        };
    }

    /// With other times, and the longest pause in proportion.
    public static ProbePolicy of(Duration after, Duration again) {
        return new ProbePolicy(after, again, after.multipliedBy(6));
    }
}
