package io.hangup.agent.enforce;

import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import java.time.Instant;
import java.util.Set;

/// Where this agent stands when a command comes in.
///
/// @param bootedAt tells when a process started from its ticks
/// @param acting whether the host's administrator lets the agent end anything
/// @param highestEpoch of all controllers heard so far
/// @param lineage pids of the agent itself and of its ancestors: they are never ended
public record Standing(
        HostId host, BootId boot, Instant bootedAt, boolean acting, long highestEpoch, Set<Integer> lineage) {
    public Standing {
        lineage = Set.copyOf(lineage);
    }
}
