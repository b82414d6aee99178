package io.hangup.agent.enforce;

import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Moment;
import io.hangup.agent.policy.Spending;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Where this agent stands when a command comes in.
///
/// @param bootedAt tells when a process started from its ticks
/// @param unable why this agent can't end anything; empty when it can
/// @param highestEpoch of all controllers heard so far
/// @param lineage pids of the agent's own processes and of their ancestors: they are never ended. Empty
///     when that can't be told, and then nobody is
/// @param law what the host's administrator allows
/// @param spending what was done here before
public record Standing(
        HostId host,
        BootId boot,
        Instant bootedAt,
        Optional<String> unable,
        long highestEpoch,
        Set<Integer> lineage,
        Law law,
        Spending spending,
        Moment moment) {
    public Standing {
        lineage = Set.copyOf(lineage);
    }
}
