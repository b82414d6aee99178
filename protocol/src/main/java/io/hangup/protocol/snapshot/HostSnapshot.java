package io.hangup.protocol.snapshot;

import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.OutgoingConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything one host knows, whole in one record. It carries instants, never ages, so an idle session does not change
/// it. Losing, doubling or reordering snapshots is harmless: [#newerThan] decides.
///
/// @param sequence rises with each published snapshot of a boot, also over a restart of the agent; at least 1. A gap
///     means nothing
/// @param takenAt on the host's clock
/// @param activityWithin mere activity (instants, byte counters) that happens after this snapshot is published within
///     this time; until a later moment of the host confirms the snapshot, nobody can call anything quiet beyond
/// `takenAt`
/// @param labels set by the host's administrator, for example `env: prod`
public record HostSnapshot(
        HostId host,
        BootId boot,
        long sequence,
        Instant takenAt,
        Duration activityWithin,
        HostFacts facts,
        Map<String, String> labels,
        List<Listener> listeners,
        List<Connection> connections,
        List<OutgoingConnection> outgoing,
        List<Orphan> orphans,
        List<Control> controls,
        Optional<Load> load,
        List<Blindspot> blindspots) {

    /// The most connections that one snapshot holds. An agent that sees more leaves some out and says so in a
    /// [Blindspot] of sense `TRUNCATED`.
    public static final int MOST_CONNECTIONS = 4_096;

    /// The most that one snapshot holds of outgoing connections, of orphans and of controls, each. What is left out is
    /// said in a [Blindspot] of sense `TRUNCATED`.
    public static final int MOST_OTHERS = 1_024;

    public HostSnapshot {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence counts from 1, not " + sequence);
        }
        if (activityWithin.isNegative()) {
            throw new IllegalArgumentException("activityWithin is negative: " + activityWithin);
        }
        if (connections.size() > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(
                    connections.size() + " connections, and a snapshot holds at most " + MOST_CONNECTIONS);
        }
        if (Math.max(outgoing.size(), Math.max(orphans.size(), controls.size())) > MOST_OTHERS) {
            throw new IllegalArgumentException("outgoing, orphans, controls: a snapshot holds at most " + MOST_OTHERS);
        }
        labels = Map.copyOf(labels);
        outgoing = List.copyOf(outgoing);
        orphans = List.copyOf(orphans);
        controls = List.copyOf(controls);
        listeners = List.copyOf(listeners);
        connections = List.copyOf(connections);
        blindspots = List.copyOf(blindspots);
    }

    /// A host of which only servers and connections are known.
    public HostSnapshot(
            HostId host,
            BootId boot,
            long sequence,
            Instant takenAt,
            Duration activityWithin,
            HostFacts facts,
            Map<String, String> labels,
            List<Listener> listeners,
            List<Connection> connections,
            List<Blindspot> blindspots) {
        this(
                host,
                boot,
                sequence,
                takenAt,
                activityWithin,
                facts,
                labels,
                listeners,
                connections,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                blindspots);
    }

    /// Whether this snapshot replaces `other` of the same host: a higher sequence within a boot, a later time across
    /// boots.
    public boolean newerThan(HostSnapshot other) {
        return boot.equals(other.boot) ? sequence > other.sequence : takenAt.isAfter(other.takenAt);
    }
}
