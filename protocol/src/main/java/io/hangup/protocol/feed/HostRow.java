package io.hangup.protocol.feed;

import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.HostFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One host of the fleet.
///
/// @param lastHeard when the last record of it arrived, on the controller's clock
/// @param clockSkew host's clock minus the controller's, measured on arrival
public record HostRow(
        HostId host,
        HostStatus status,
        Instant lastHeard,
        Duration clockSkew,
        long sequence,
        HostFacts facts,
        Map<String, String> labels,
        List<Listener> listeners,
        int connections,
        int sessions,
        int stuck,
        List<Blindspot> blindspots) {

    public HostRow {
        if (connections < 0 || sessions < 0 || stuck < 0) {
            throw new IllegalArgumentException(
                    "negative: connections " + connections + ", sessions " + sessions + ", stuck " + stuck);
        }
        labels = Map.copyOf(labels);
        listeners = List.copyOf(listeners);
        blindspots = List.copyOf(blindspots);
    }
}
