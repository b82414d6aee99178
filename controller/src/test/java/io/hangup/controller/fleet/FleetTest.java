package io.hangup.controller.fleet;

import static io.hangup.controller.fleet.Hosts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.feed.HostStatus;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final HostId WEB_1 = new HostId("web-1");
    private static final HostSnapshot FIRST = Hosts.snapshot("web-1", NOON, Hosts.healthy(1, NOON));

    private final Fleet fleet = new Fleet(Duration.ofSeconds(90), 2);

    @Test
    void aHostIsSilentAfterNinetySecondsAndFreshAgainWithItsNextRecord() {
        fleet.snapshot("web-1", FIRST, "d1", NOON);

        List<HostStatus> statuses = List.of(status(NOON.plusSeconds(90)), status(NOON.plusSeconds(91)));

        assertThat(statuses).containsExactly(HostStatus.FRESH, HostStatus.SILENT);
        fleet.heartbeat("web-1", beat(FIRST, "d1", NOON.plusSeconds(95)), NOON.plusSeconds(95));
        assertThat(status(NOON.plusSeconds(100))).isEqualTo(HostStatus.FRESH);
    }

    @Test
    void agesAreReckonedOnTheHostsOwnClock() {
        Instant controllersClock = NOON.plus(Duration.ofHours(3));
        fleet.snapshot("web-1", FIRST, "d1", controllersClock);

        HostState state = fleet.host(WEB_1, controllersClock.plusSeconds(20)).orElseThrow();

        assertThat(state.hostNow()).isEqualTo(NOON.plusSeconds(20));
        assertThat(state.skew()).isEqualTo(Duration.ofHours(-3));
        assertThat(state.silentFor()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aRecordOnAnotherHostsKeyIsTurnedAwayAndCounted() {
        Reception reception = fleet.snapshot("web-2", FIRST, "d1", NOON);

        assertThat(reception).isInstanceOf(Reception.Rejected.class);
        assertThat(fleet.rejected()).isEqualTo(Map.of(Reception.Reason.FOREIGN_KEY, 1L));
        assertThat(fleet.hosts(NOON)).isEmpty();
    }

    @Test
    void anOlderOrDoubledSnapshotChangesNothing() {
        fleet.snapshot("web-1", Hosts.snapshot("web-1", NOON.plusSeconds(60)), "d2", NOON.plusSeconds(60));

        Reception late = fleet.snapshot("web-1", FIRST, "d1", NOON.plusSeconds(61));

        assertThat(late).isEqualTo(new Reception.Outdated());
        assertThat(fleet.figures()).isEqualTo(new FleetFigures(1, 1, 0));
    }

    @Test
    void aLostSnapshotPutsTheHostInDoubtAfterAWhile() {
        fleet.snapshot("web-1", FIRST, "d1", NOON);
        fleet.heartbeat("web-1", beat(FIRST, "another", NOON.plusSeconds(5)), NOON.plusSeconds(5));

        HostState soon = fleet.host(WEB_1, NOON.plusSeconds(10)).orElseThrow();
        HostState later = fleet.host(WEB_1, NOON.plusSeconds(30)).orElseThrow();

        assertThat(soon.reliable()).isTrue();
        assertThat(later.doubt()).hasValueSatisfying(why -> assertThat(why).contains("has not arrived"));
    }

    @Test
    void aSnapshotThatItsOwnHostHasNeverReachedPutsTheHostInDoubt() {
        HostSnapshot next = Hosts.snapshot("web-1", NOON.plusSeconds(60));
        fleet.snapshot("web-1", next, "forged", NOON);
        fleet.heartbeat("web-1", beat(FIRST, "d1", NOON.plusSeconds(65)), NOON.plusSeconds(65));

        HostState soon = fleet.host(WEB_1, NOON.plusSeconds(70)).orElseThrow();
        HostState later = fleet.host(WEB_1, NOON.plusSeconds(90)).orElseThrow();

        assertThat(soon.reliable()).isTrue();
        assertThat(later.doubt()).hasValueSatisfying(why -> assertThat(why).contains("another agent"));
    }

    @Test
    void aSnapshotThatOvertookAHeartbeatIsNoDoubt() {
        fleet.snapshot("web-1", Hosts.snapshot("web-1", NOON.plusSeconds(60)), "d2", NOON.plusSeconds(60));
        fleet.heartbeat("web-1", beat(FIRST, "d1", NOON.plusSeconds(59)), NOON.plusSeconds(61));

        HostState later = fleet.host(WEB_1, NOON.plusSeconds(90)).orElseThrow();

        assertThat(later.reliable()).isTrue();
    }

    @Test
    void aHeartbeatThatOvertookItsSnapshotIsKept() {
        fleet.heartbeat("web-1", beat(FIRST, "d1", NOON.plusSeconds(5)), NOON.plusSeconds(5));

        fleet.snapshot("web-1", FIRST, "d1", NOON.plusSeconds(6));

        assertThat(fleet.host(WEB_1, NOON.plusSeconds(6)).orElseThrow().confirmedAt())
                .isEqualTo(NOON.plusSeconds(5));
    }

    /// As after a restart: what is on one topic is read before what is on the other.
    @Test
    void aHeartbeatThatWasReadFirstKeepsItsArrival() {
        Instant later = NOON.plus(Duration.ofMinutes(10));
        fleet.heartbeat("web-1", beat(FIRST, "d1", later), later);

        fleet.snapshot("web-1", FIRST, "d1", NOON);

        HostState state = fleet.host(WEB_1, later.plusSeconds(5)).orElseThrow();
        assertThat(state.lastHeard()).isEqualTo(later);
        assertThat(state.status()).isEqualTo(HostStatus.FRESH);
    }

    @Test
    void aClockThatStepsBackDoesNotSilenceTheHost() {
        fleet.snapshot("web-1", FIRST, "d1", NOON);
        fleet.heartbeat("web-1", beat(FIRST, "d1", NOON.plusSeconds(60)), NOON.plusSeconds(60));

        HostSnapshot stepped = new HostSnapshot(
                FIRST.host(),
                FIRST.boot(),
                FIRST.sequence() + 1,
                NOON.minusSeconds(3600),
                FIRST.activityWithin(),
                FIRST.facts(),
                FIRST.labels(),
                FIRST.listeners(),
                FIRST.connections(),
                FIRST.blindspots());
        fleet.snapshot("web-1", stepped, "d2", NOON.plusSeconds(119));
        fleet.heartbeat("web-1", beat(stepped, "d2", NOON.minusSeconds(3599)), NOON.plusSeconds(120));

        HostState state = fleet.host(WEB_1, NOON.plusSeconds(180)).orElseThrow();
        assertThat(state.status()).isEqualTo(HostStatus.FRESH);
        assertThat(state.hostNow()).isEqualTo(NOON.minusSeconds(3539));
    }

    @Test
    void aHeartbeatWrittenASecondTimeKeepsNoSilentHostAlive() {
        Heartbeat first = beat(FIRST, "d1", NOON.plusSeconds(60));
        Heartbeat second = beat(FIRST, "d1", NOON.plusSeconds(120));
        fleet.snapshot("web-1", FIRST, "d1", NOON);
        fleet.heartbeat("web-1", first, NOON.plusSeconds(60));
        fleet.heartbeat("web-1", second, NOON.plusSeconds(120));

        Reception again = fleet.heartbeat("web-1", first, NOON.plusSeconds(600));
        Reception last = fleet.heartbeat("web-1", second, NOON.plusSeconds(601));

        assertThat(again).isEqualTo(new Reception.Outdated());
        assertThat(last).isEqualTo(new Reception.Outdated());
        assertThat(fleet.host(WEB_1, NOON.plusSeconds(602)).orElseThrow().status())
                .isEqualTo(HostStatus.SILENT);
    }

    @Test
    void tellsOnceWhichHostsFellSilent() {
        fleet.snapshot("web-1", FIRST, "d1", NOON);
        fleet.snapshot("web-2", Hosts.snapshot("web-2", NOON), "d1", NOON.plusSeconds(60));

        fleet.count(NOON.plusSeconds(100));
        List<HostId> news = fleet.newlyInDoubt();
        fleet.count(NOON.plusSeconds(101));

        assertThat(news).containsExactly(WEB_1);
        assertThat(fleet.newlyInDoubt()).isEmpty();
        assertThat(fleet.figures()).isEqualTo(new FleetFigures(1, 2, 1));
    }

    @Test
    void holdsNoMoreHostsThanItMay() {
        fleet.snapshot("web-1", FIRST, "d1", NOON);
        fleet.snapshot("web-2", Hosts.snapshot("web-2", NOON), "d1", NOON);

        Reception third = fleet.snapshot("web-3", Hosts.snapshot("web-3", NOON), "d1", NOON);

        assertThat(third).isInstanceOf(Reception.Rejected.class);
        assertThat(fleet.rejected()).containsEntry(Reception.Reason.FLEET_FULL, 1L);
    }

    @Test
    void aTextThatNoHonestAgentSendsIsTurnedAway() {
        HostSnapshot huge = Hosts.snapshot(
                "web-1",
                NOON,
                Hosts.authenticated(
                        1, Hosts.healthy(1, NOON).tcp(), List.of(), List.of(Hosts.process(1, 0, "x".repeat(5000)))));

        Reception reception = fleet.snapshot("web-1", huge, "d1", NOON);

        assertThat(reception)
                .isInstanceOfSatisfying(
                        Reception.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Reception.Reason.OVERSIZED));
    }

    private HostStatus status(Instant now) {
        return fleet.host(WEB_1, now).orElseThrow().status();
    }

    private static Heartbeat beat(HostSnapshot snapshot, String digest, Instant at) {
        return new Heartbeat(snapshot.host(), snapshot.boot(), snapshot.sequence(), digest, at);
    }
}
