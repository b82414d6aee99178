package io.hangup.agent.loop;

import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.HostFacts;
import java.util.Map;
import java.util.function.Supplier;

/// Who this agent speaks for; the same as long as it runs.
///
/// @param firstSequence of this run's snapshots; above all that an earlier agent of this boot can have published
/// @param known the host's facts as of now: a clock that is set moves when it booted
public record Identity(
        HostId host, BootId boot, Supplier<HostFacts> known, Map<String, String> labels, long firstSequence) {
    public Identity {
        labels = Map.copyOf(labels);
    }

    /// Of a host whose clock is never set.
    public Identity(HostId host, BootId boot, HostFacts facts, Map<String, String> labels, long firstSequence) {
        this(host, boot, () -> facts, labels, firstSequence);
    }

    public HostFacts facts() {
        return known.get();
    }
}
