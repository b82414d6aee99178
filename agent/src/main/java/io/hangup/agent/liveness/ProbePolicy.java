package io.hangup.agent.liveness;

import java.time.Duration;

/// When peers are asked without being asked for.
///
/// @param after so long without a word from the peer's kernel a connection looks quiet
/// @param again after silence; doubled with each question that stays without an answer
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

    /// With other times, and the longest pause in proportion.
    public static ProbePolicy of(Duration after, Duration again) {
        return new ProbePolicy(after, again, after.multipliedBy(6));
    }
}
