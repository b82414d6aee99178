package io.hangup.controller.rule;

import static io.hangup.controller.fleet.Hosts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.HostState;
import io.hangup.controller.fleet.Hosts;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An agent keeps mere activity to itself for a while. What it may not have told yet must not count as quiet.
class QuietTest {
    private static final Duration WITHIN = Duration.ofSeconds(65);
    private static final Connection TYPING =
            Hosts.authenticated(1, Hosts.tcp(0, 0, NOON, NOON), List.of(Hosts.shell(20_001, 1000, NOON)), List.of());
    private static final Judge QUIET_FOR_30_SECONDS =
            new Judge(List.of(Written.rule("connection", "connection.quietFor > duration(\"30s\")")));
    private static final Judge IDLE_FOR_30_SECONDS =
            new Judge(List.of(Written.rule("session", "session.idle > duration(\"30s\")")));

    @Test
    void whoTypesIsNotQuietWhileTheirTypingMayBeUntold() {
        HostState host = confirmed(NOON.plusSeconds(60), List.of());

        List<Judgement> judgements = QUIET_FOR_30_SECONDS.judge(host);

        assertThat(judgements).isEmpty();
        assertThat(IDLE_FOR_30_SECONDS.judge(host)).isEmpty();
    }

    @Test
    void whoIsQuietIsFoundOnceTheHostHasSaidSo() {
        HostState host = confirmed(NOON.plus(WITHIN).plusSeconds(31), List.of());

        List<Judgement> judgements = QUIET_FOR_30_SECONDS.judge(host);

        assertThat(judgements).singleElement().isInstanceOf(Judgement.Holds.class);
        assertThat(IDLE_FOR_30_SECONDS.judge(host)).hasSize(1);
    }

    @Test
    void timeThatPassesWithoutAWordFromTheHostMakesNobodyQuiet() {
        HostState host = seenAt(NOON.plusSeconds(80), fleet(List.of()));

        List<Judgement> judgements = QUIET_FOR_30_SECONDS.judge(host);

        assertThat(judgements).isEmpty();
    }

    @Test
    void anAgentThatLostSightOfItsSocketsKnowsNothingOfThem() {
        Judge retransmits = new Judge(List.of(Written.rule("connection", "connection.tcp.retransmits >= 0")));
        HostState host =
                confirmed(NOON.plusSeconds(5), List.of(new Blindspot(Blindspot.Sense.SOCKETS, "netlink refused")));

        List<Judgement> judgements = retransmits.judge(host);

        assertThat(judgements).singleElement().isInstanceOf(Judgement.Unknown.class);
    }

    private static HostState confirmed(Instant at, List<Blindspot> blindspots) {
        Fleet fleet = fleet(blindspots);
        HostSnapshot last = Hosts.snapshot("web-1", NOON, TYPING);
        fleet.heartbeat("web-1", new Heartbeat(last.host(), last.boot(), last.sequence(), "digest", at), at);
        return seenAt(at, fleet);
    }

    private static Fleet fleet(List<Blindspot> blindspots) {
        var fleet = new Fleet(Duration.ofSeconds(90), 10);
        HostSnapshot usual = Hosts.snapshot("web-1", NOON, blindspots, List.of(TYPING));
        fleet.snapshot("web-1", keepingToItself(usual), "digest", NOON);
        return fleet;
    }

    private static HostSnapshot keepingToItself(HostSnapshot usual) {
        return new HostSnapshot(
                usual.host(),
                usual.boot(),
                usual.sequence(),
                usual.takenAt(),
                WITHIN,
                usual.facts(),
                usual.labels(),
                usual.listeners(),
                usual.connections(),
                usual.blindspots());
    }

    private static HostState seenAt(Instant now, Fleet fleet) {
        return fleet.host(Hosts.snapshot("web-1", NOON, TYPING).host(), now).orElseThrow();
    }
}
