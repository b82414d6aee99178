package io.hangup.agent.loop;

import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.HostFacts;
import java.util.Map;

/// Who this agent speaks for; the same as long as it runs.
///
/// @param firstSequence of this run's snapshots; above all that an earlier agent of this boot can have published
public record Identity(HostId host, BootId boot, HostFacts facts, Map<String, String> labels, long firstSequence) {
    public Identity {
        labels = Map.copyOf(labels);
    }
}
