package io.hangup.agent.loop;

import java.time.Duration;
import java.time.Instant;

/// Time, in both its kinds: what is written down is on the wall clock, what is waited for is not.
public interface Clock {
    /// The host's wall clock: it can step.
    Instant now();

    /// How long this agent has been running: never steps, and stands still while the host is suspended.
    Duration running();
}
