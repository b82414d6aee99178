package io.hangup.controller.govern;

import io.hangup.controller.rule.Allowance;
import java.time.Duration;

/// What the governor may do at most.
///
/// @param perHost actions on one host, by any rule or operator
/// @param fleet actions on all hosts together
/// @param findingsKept how long a finding that is over stays in the feed
/// @param coolDown how long after a failed attempt the next may follow
/// @param attempts how often one finding may be acted on
public record Policy(
        Allowance perHost, Allowance fleet, Duration findingsKept, Duration coolDown, int attempts, Breaker breaker) {

    public static final Policy DEFAULT = new Policy(
            new Allowance(2, Duration.ofMinutes(10)),
            new Allowance(50, Duration.ofMinutes(10)),
            Duration.ofHours(24),
            Duration.ofMinutes(2),
            3,
            Breaker.DEFAULT);

    /// Questions to peers have budgets of their own: they end nothing, and must not use up what ends something.
    static final Allowance PROBES_PER_HOST = new Allowance(30, Duration.ofMinutes(10));

    static final Allowance PROBES = new Allowance(300, Duration.ofMinutes(10));

    /// How long after a command has expired its answer may still arrive.
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    /// How much longer a host may take over a restart of its SSH server: it waits 20 s for the test, 100 s for the
    /// restart and 10 s for its listener to show.
    static final Duration RESTART_TAKES = Duration.ofSeconds(130);

    public Policy with(Allowance newPerHost, Allowance newFleet, Duration newFindingsKept) {
        return new Policy(newPerHost, newFleet, newFindingsKept, coolDown, attempts, breaker);
    }
}
