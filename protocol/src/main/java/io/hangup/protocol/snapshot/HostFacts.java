package io.hangup.protocol.snapshot;

import java.time.Instant;

/// What changes only with a boot or an upgrade.
///
/// @param operatingSystem for people, for example `Debian GNU/Linux 12 (bookworm)`
/// @param kernel release, as `uname -r`
public record HostFacts(String operatingSystem, String kernel, Instant bootedAt, String agentVersion) {}
