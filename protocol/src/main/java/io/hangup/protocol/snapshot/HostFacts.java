package io.hangup.protocol.snapshot;

import java.time.Instant;
import java.util.Optional;

/// What changes only with a boot or an upgrade.
///
/// @param operatingSystem for people, for example `Debian GNU/Linux 12 (bookworm)`
/// @param kernel release, as `uname -r`
public record HostFacts(
        String operatingSystem, String kernel, Instant bootedAt, String agentVersion, Optional<Machine> machine) {

    /// Of a machine about which nothing more is known.
    public HostFacts(String operatingSystem, String kernel, Instant bootedAt, String agentVersion) {
        this(operatingSystem, kernel, bootedAt, agentVersion, Optional.empty());
    }
}
