package io.hangup.agent.census;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.OutgoingConnection;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Control;
import io.hangup.protocol.snapshot.Load;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one look yields.
///
/// @param listeners by port, then address
/// @param connections by age, the oldest first
/// @param outgoing by age, the oldest first
/// @param orphans by age, the oldest first
/// @param controls in a fixed order
/// @param blindspots what this look could not see; empty when it saw everything
public record HostView(
        List<Listener> listeners,
        List<Connection> connections,
        List<OutgoingConnection> outgoing,
        List<Orphan> orphans,
        List<Control> controls,
        Optional<Load> load,
        List<Blindspot> blindspots) {
    public HostView {
        listeners = List.copyOf(listeners);
        connections = List.copyOf(connections);
        outgoing = List.copyOf(outgoing);
        orphans = List.copyOf(orphans);
        controls = List.copyOf(controls);
        blindspots = List.copyOf(blindspots);
    }

    /// A view of servers and what they carry.
    public HostView(List<Listener> listeners, List<Connection> connections, List<Blindspot> blindspots) {
        this(listeners, connections, List.of(), List.of(), List.of(), Optional.empty(), blindspots);
    }

    /// The same view with other blindspots.
    public HostView with(List<Blindspot> others) {
        return new HostView(listeners, connections, outgoing, orphans, controls, load, others);
    }

    /// The same view with the SSH clients of this host, and what could not be seen of them.
    public HostView leadingTo(List<OutgoingConnection> hops, List<Blindspot> unseen) {
        List<Blindspot> all =
                Stream.concat(blindspots.stream(), unseen.stream()).toList();
        return new HostView(listeners, connections, hops, orphans, controls, load, all);
    }

    /// The same view with another load.
    public HostView with(Optional<Load> other) {
        return new HostView(listeners, connections, outgoing, orphans, controls, other, blindspots);
    }

    /// The same view with what outlived its login, and what could not be seen of that.
    public HostView outlivedBy(List<Orphan> left, List<Blindspot> unseen) {
        List<Blindspot> all =
                Stream.concat(blindspots.stream(), unseen.stream()).toList();
        return new HostView(listeners, connections, outgoing, left, controls, load, all);
    }

    /// The same view, its connections told anew.
    public HostView carrying(List<Connection> retold) {
        return new HostView(listeners, retold, outgoing, orphans, controls, load, blindspots);
    }
}
