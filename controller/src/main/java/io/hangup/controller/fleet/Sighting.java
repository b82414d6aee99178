package io.hangup.controller.fleet;

import io.hangup.protocol.feed.HostStatus;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The last of one host: its snapshot and heartbeat, and when each arrived on the controller's clock.
///
/// @param digest of the snapshot's bytes as they came
/// @param lostSince when a heartbeat first named a snapshot that is not this one; empty while they agree
record Sighting(
        HostSnapshot snapshot,
        String digest,
        Instant snapshotArrived,
        Optional<Heartbeat> heartbeat,
        Instant heartbeatArrived,
        Optional<Instant> lostSince) {

    /// A heartbeat can overtake the snapshot it names: they are on different topics.
    private static final Duration OVERTAKING = Duration.ofSeconds(20);

    static Sighting first(HostSnapshot snapshot, String digest, Instant arrived) {
        return new Sighting(snapshot, digest, arrived, Optional.empty(), Instant.MIN, Optional.empty());
    }

    Sighting with(HostSnapshot newer, String newDigest, Instant arrived) {
        return new Sighting(newer, newDigest, arrived, heartbeat, heartbeatArrived, Optional.empty()).compared(arrived);
    }

    Sighting with(Heartbeat newer, Instant arrived) {
        return new Sighting(snapshot, digest, snapshotArrived, Optional.of(newer), arrived, lostSince)
                .compared(arrived);
    }

    /// Whether the heartbeat may replace the one known. Within a boot its sequence never goes down, and for one
    /// sequence its time goes up: after a step back of its clock, a host says everything anew. So a record that
    /// somebody writes a second time keeps no silent host alive.
    boolean precedes(Heartbeat next) {
        boolean late = next.of(snapshot.boot()) || next.at().isAfter(snapshot.takenAt());
        return late && heartbeat.filter(known -> !follows(next, known)).isEmpty();
    }

    private static boolean follows(Heartbeat next, Heartbeat known) {
        return next.boot().equals(known.boot())
                ? next.sequence() > known.sequence()
                        || (next.sequence() == known.sequence() && next.at().isAfter(known.at()))
                : next.at().isAfter(known.at());
    }

    private Sighting compared(Instant at) {
        Optional<Instant> lost = namesAnother() ? lostSince.or(() -> Optional.of(at)) : Optional.empty();
        return new Sighting(snapshot, digest, snapshotArrived, heartbeat, heartbeatArrived, lost);
    }

    /// Whether the heartbeat names a snapshot other than the one that is known.
    private boolean namesAnother() {
        return heartbeat
                .map(beat -> beat.of(snapshot.boot())
                        ? beat.sequence() > snapshot.sequence()
                                || goesBack(beat)
                                || (beat.sequence() == snapshot.sequence()
                                        && !beat.digest().equals(digest))
                        : beat.at().isAfter(snapshot.takenAt()))
                .orElse(false);
    }

    // Numbers only go up within a boot, so one of the two is not this agent's own: what is known may be out of date for
    // as long as the higher number stands.
    private boolean goesBack(Heartbeat beat) {
        return beat.sequence() < snapshot.sequence() && beat.at().isAfter(snapshot.takenAt());
    }

    HostState at(Instant now, Duration silentAfter) {
        Instant heard = heard();
        Duration since = positive(Duration.between(heard, now));
        boolean silent = since.compareTo(silentAfter) > 0;
        return new HostState(
                snapshot,
                silent ? HostStatus.SILENT : HostStatus.FRESH,
                hostClock().plus(since),
                confirmedAt(),
                heard,
                Duration.between(heard, hostClock()),
                silent ? Optional.of("the host has been silent since " + heard) : lost(now));
    }

    Instant heard() {
        return beatIsLast() ? heartbeatArrived : snapshotArrived;
    }

    private Instant hostClock() {
        return beatIsLast() ? heartbeat.orElseThrow().at() : snapshot.takenAt();
    }

    private boolean beatIsLast() {
        return heartbeat.isPresent() && heartbeatArrived.isAfter(snapshotArrived);
    }

    private Instant confirmedAt() {
        return heartbeat
                .filter(beat -> beat.of(snapshot.boot())
                        && beat.sequence() == snapshot.sequence()
                        && beat.at().isAfter(snapshot.takenAt()))
                .map(Heartbeat::at)
                .orElse(snapshot.takenAt());
    }

    private Optional<String> lost(Instant now) {
        return lostSince
                .filter(lost -> Duration.between(lost, now).compareTo(OVERTAKING) > 0)
                .map(_ -> heartbeat.orElseThrow().sequence())
                .map(named -> named < snapshot.sequence()
                        ? "its heartbeats name snapshot number " + named + ", and number " + snapshot.sequence()
                                + " is known: another agent may run under its name"
                        : "its newest snapshot has not arrived, since a heartbeat named number " + named);
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
