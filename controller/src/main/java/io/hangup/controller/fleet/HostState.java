package io.hangup.controller.fleet;

import io.hangup.protocol.feed.HostStatus;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is known of one host at one moment of the controller's clock.
///
/// @param hostNow the host's own clock at this moment: its last record's time plus what has passed since that arrived.
///     Ages are reckoned on it, so skew between machines never makes anyone idle
/// @param confirmedAt the latest moment of the host's clock at which it said that this snapshot is its last
/// @param lastHeard when its last record arrived, on the controller's clock
/// @param skew the host's clock minus the controller's, measured at that arrival
/// @param doubt why nothing can be said of its connections now; empty when it can be relied on
public record HostState(
        HostSnapshot snapshot,
        HostStatus status,
        Instant hostNow,
        Instant confirmedAt,
        Instant lastHeard,
        Duration skew,
        Optional<String> doubt) {

    public HostId host() {
        return snapshot.host();
    }

    /// How long nothing has arrived from it.
    public Duration silentFor() {
        return Duration.between(lastHeard, hostNow.minus(skew));
    }

    /// Whether its snapshot may be judged.
    public boolean reliable() {
        return doubt.isEmpty();
    }
}
