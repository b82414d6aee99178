package io.hangup.agent.enforce;

import io.hangup.protocol.session.HostProcess;
import java.util.Optional;
import java.util.Set;

/// A process that is held, and what makes one untouchable whoever it serves.
///
/// @param kernel whether it is a thread of the kernel
/// @param listens TCP ports on which it waits for clients; empty where that can't be read
public record Held(HostProcess process, boolean kernel, Optional<Set<Integer>> listens) {
    public Held {
        listens = listens.map(Set::copyOf);
    }
}
