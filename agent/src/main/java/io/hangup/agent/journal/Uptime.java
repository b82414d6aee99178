package io.hangup.agent.journal;

import java.time.Duration;

/// How long the kernel has run. Nobody can set it, and it goes on while the host is suspended.
public interface Uptime {
    /// Names one run of the kernel.
    String boot();

    Duration now();
}
