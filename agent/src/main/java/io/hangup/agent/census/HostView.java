package io.hangup.agent.census;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.snapshot.Blindspot;
import java.util.List;

/// What one look at a host yields. A connection that did not change since the last look is equal to what it was.
///
/// @param listeners by port, then address
/// @param connections by age, the oldest first
/// @param blindspots what this look could not see; empty when it saw everything
public record HostView(List<Listener> listeners, List<Connection> connections, List<Blindspot> blindspots) {
    public HostView {
        listeners = List.copyOf(listeners);
        connections = List.copyOf(connections);
        blindspots = List.copyOf(blindspots);
    }
}
