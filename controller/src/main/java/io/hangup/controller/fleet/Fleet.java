package io.hangup.controller.fleet;

import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The last snapshot and heartbeat of every host. One owner: nothing here is safe for a second thread.
///
/// An arrival is the record's timestamp in Kafka, which the broker writes, so that a host that fell silent before the
/// controller started is silent at once and a live one is fresh.
public final class Fleet {
    private final Duration silentAfter;
    private final int mostHosts;
    private final Map<HostId, Sighting> sightings = new HashMap<>();
    private final Map<HostId, Early> early = new HashMap<>();
    private final Set<HostId> unreliable = new HashSet<>();
    private final Set<HostId> doubted = new HashSet<>();
    private final Map<Reception.Reason, Long> rejected = new EnumMap<>(Reception.Reason.class);
    private int connections;

    /// A heartbeat that was read before its host's first snapshot: they are on different topics.
    private record Early(Heartbeat heartbeat, Instant arrived) {}

    /// @param silentAfter how long a host may say nothing
    /// @param mostHosts how many hosts are held; more are turned away
    public Fleet(Duration silentAfter, int mostHosts) {
        this.silentAfter = silentAfter;
        this.mostHosts = mostHosts;
    }

    /// @param key the record's key: the host that may speak on it
    /// @param digest of the record's bytes
    public Reception snapshot(String key, HostSnapshot snapshot, String digest, Instant arrived) {
        Optional<Reception.Rejected> flaw = flaw(key, snapshot.host()).or(() -> Oversize.of(snapshot));
        if (flaw.isPresent()) {
            return reject(flaw.get());
        }
        Sighting before = sightings.get(snapshot.host());
        if (before == null) {
            Sighting first = Sighting.first(snapshot, digest, arrived);
            Early overtook = early.remove(snapshot.host());
            put(overtook == null ? first : first.with(overtook.heartbeat(), overtook.arrived()));
            return new Reception.Taken();
        }
        if (!snapshot.newerThan(before.snapshot())) {
            return new Reception.Outdated();
        }
        put(before.with(snapshot, digest, arrived));
        return new Reception.Taken();
    }

    /// Heartbeats count in the order in which they arrive; one that was written a second time does not count again.
    public Reception heartbeat(String key, Heartbeat heartbeat, Instant arrived) {
        Optional<Reception.Rejected> flaw = flaw(key, heartbeat.host());
        if (flaw.isPresent()) {
            return reject(flaw.get());
        }
        Sighting before = sightings.get(heartbeat.host());
        if (before == null) {
            early.put(heartbeat.host(), new Early(heartbeat, arrived));
            return new Reception.Outdated();
        }
        if (!before.precedes(heartbeat)) {
            return new Reception.Outdated();
        }
        put(before.with(heartbeat, arrived));
        return new Reception.Taken();
    }

    /// Forgets a host: its snapshot was deleted.
    public void forget(HostId host) {
        Sighting gone = sightings.remove(host);
        if (gone != null) {
            connections -= gone.snapshot().connections().size();
        }
        early.remove(host);
        unreliable.remove(host);
        doubted.remove(host);
    }

    public Optional<HostState> host(HostId host, Instant now) {
        return Optional.ofNullable(sightings.get(host)).map(sighting -> sighting.at(now, silentAfter));
    }

    public List<HostState> hosts(Instant now) {
        return sightings.values().stream()
                .map(sighting -> sighting.at(now, silentAfter))
                .toList();
    }

    /// Looks which hosts can be relied on now. Call it every second or so, whatever else can be done: the figures and
    /// [#newlyInDoubt] rest on it.
    public void count(Instant now) {
        unreliable.clear();
        for (Sighting sighting : sightings.values()) {
            if (!sighting.at(now, silentAfter).reliable()) {
                unreliable.add(sighting.snapshot().host());
            }
        }
    }

    /// The hosts that could not be relied on when they were last counted, although they could when this was last asked.
    public List<HostId> newlyInDoubt() {
        doubted.retainAll(unreliable);
        return unreliable.stream().filter(doubted::add).toList();
    }

    /// As of the last [#count].
    public FleetFigures figures() {
        return new FleetFigures(sightings.size() - unreliable.size(), sightings.size(), connections);
    }

    /// The hosts that could not be relied on at the last [#count].
    public Set<HostId> unreliable() {
        return Set.copyOf(unreliable);
    }

    /// How many records were turned away, by reason.
    public Map<Reception.Reason, Long> rejected() {
        return Map.copyOf(rejected);
    }

    private void put(Sighting sighting) {
        Sighting before = sightings.put(sighting.snapshot().host(), sighting);
        connections += sighting.snapshot().connections().size();
        if (before != null) {
            connections -= before.snapshot().connections().size();
        }
    }

    private Optional<Reception.Rejected> flaw(String key, HostId host) {
        if (!key.equals(host.value())) {
            return Optional.of(new Reception.Rejected(
                    Reception.Reason.FOREIGN_KEY, "the key names another host than the record, " + host));
        }
        boolean full = sightings.size() + early.size() >= mostHosts
                && !sightings.containsKey(host)
                && !early.containsKey(host);
        return full
                ? Optional.of(new Reception.Rejected(
                        Reception.Reason.FLEET_FULL, "the fleet already holds " + mostHosts + " hosts"))
                : Optional.empty();
    }

    private Reception reject(Reception.Rejected rejection) {
        rejected.merge(rejection.reason(), 1L, Long::sum);
        return rejection;
    }
}
