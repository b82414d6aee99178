package io.hangup.agent.liveness;

import java.util.List;
import java.util.Optional;

/// The durable list of sockets that are being changed.
public interface Touches {
    /// Replaces the list; says why when that failed, and then nothing new may be changed.
    ///
    /// @param durable whether it must be on the disk on return
    Optional<String> keep(List<Touched> all, boolean durable);
}
