package io.hangup.controller.feed;

import static io.hangup.controller.fleet.Hosts.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.Hosts;
import io.hangup.controller.govern.Governor;
import io.hangup.controller.govern.Input;
import io.hangup.controller.govern.Ledger;
import io.hangup.controller.govern.Policy;
import io.hangup.controller.rule.Judge;
import io.hangup.controller.rule.Written;
import io.hangup.protocol.feed.ControlRow;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.feed.HostStatus;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.feed.SessionVerdict;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.Control;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One host with a healthy session, a cut one and a left-behind one; another host that is idle.
class FeedTest {
    private static final Judge RULES = new Judge(Written.rules("""
            rules:
              - {id: dead, summary: nobody is there, on: connection, where: fleet, when: connection.tcp.retransmits >= 9, verdict: stuck}
              - {id: held, summary: it hangs, on: connection, where: fleet, when: connection.holders > 0, verdict: stuck}
            """));

    private final Fleet fleet = new Fleet(Duration.ofSeconds(90), 10);
    private Ledger ledger = Ledger.BLANK;

    @BeforeEach
    void twoHosts() {
        HostSnapshot web = Hosts.snapshot(
                "web-1",
                NOON,
                Hosts.healthy(1, NOON),
                Hosts.cut(2, NOON, Duration.ofMinutes(2), 9),
                Hosts.leftBehind(3, NOON));
        fleet.snapshot("web-1", web, "d", NOON);
        fleet.snapshot("db-1", Hosts.snapshot("db-1", NOON), "d", NOON);
        ledger = new Governor(Policy.DEFAULT, 1)
                .decide(ledger, Input.look(RULES, fleet.host(web.host(), NOON).orElseThrow(), fleet.figures(), NOON))
                .next();
    }

    @Test
    void listsEverySessionAndEveryConnectionWithout() {
        List<SessionRow> rows = feed(NOON).sessions(Filter.NONE);

        assertThat(rows)
                .extracting(SessionRow::id, SessionRow::verdict, SessionRow::why)
                .containsExactly(
                        tuple("web-1:9c1e-1:20001", SessionVerdict.LIVE, ""),
                        tuple("web-1:9c1e-2:20002", SessionVerdict.STUCK, "nobody is there"),
                        tuple("web-1:9c1e-3", SessionVerdict.STUCK, "it hangs"));
    }

    @Test
    void reckonsIdleTimeOnTheHostsClock() {
        List<SessionRow> rows = feed(NOON.plusSeconds(30)).sessions(Filter.NONE);

        assertThat(rows.getFirst().idle()).contains(Duration.ofMinutes(10).plusSeconds(30));
    }

    @Test
    void knowsNothingOfASilentHostsSessions() {
        Instant later = NOON.plusSeconds(100);
        fleet.count(later);

        List<SessionRow> rows = feed(later).sessions(Filter.NONE);

        assertThat(rows).extracting(SessionRow::verdict).containsOnly(SessionVerdict.UNKNOWN);
        assertThat(rows).extracting(SessionRow::why).allMatch(why -> why.startsWith("the host has been silent since"));
        assertThat(feed(later).coverage().fresh()).isZero();
    }

    @Test
    void listsControlsWithWhatAsksForThem() {
        HostSnapshot bare = Hosts.snapshot("app-1", NOON);
        Control weaker = new Control(
                "ClientAliveInterval",
                "everyone",
                "0",
                Control.Effect.NONE,
                "Off.",
                NOON,
                Optional.of("5"),
                Optional.of(Control.Effect.PARTLY));
        fleet.snapshot(
                "app-1",
                new HostSnapshot(
                        bare.host(),
                        bare.boot(),
                        bare.sequence(),
                        NOON,
                        bare.activityWithin(),
                        bare.facts(),
                        bare.labels(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(weaker),
                        Optional.empty(),
                        List.of()),
                "d",
                NOON);

        List<ControlRow> rows = feed(NOON).controls(Filter.NONE);

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().host()).isEqualTo(new HostId("app-1"));
        assertThat(rows.getFirst().standards()).contains("PCI DSS 4.0 8.2.8", "NIST AC-12", "STIG RHEL-08-010200");
        assertThat(rows.getFirst().drifted()).isTrue();
    }

    @Test
    void filtersExactly() {
        Filter stuckOfAlice = new Filter(
                Optional.of("web-1"), Optional.of("alice"), Optional.of("dead"), Optional.of("stuck"), false);

        assertThat(feed(NOON).sessions(stuckOfAlice)).extracting(SessionRow::id).containsExactly("web-1:9c1e-2:20002");
        assertThat(feed(NOON).findings(stuckOfAlice)).extracting(Finding::rule).containsExactly("dead");
        assertThat(feed(NOON)
                        .sessions(new Filter(
                                Optional.of("web"), Optional.empty(), Optional.empty(), Optional.empty(), false)))
                .isEmpty();
    }

    @Test
    void countsStuckTargetsOfAHost() {
        List<HostRow> rows = feed(NOON).hosts(Filter.NONE);

        assertThat(rows)
                .extracting(HostRow::host, HostRow::status, HostRow::connections, HostRow::sessions, HostRow::stuck)
                .containsExactly(
                        tuple(new HostId("db-1"), HostStatus.FRESH, 0, 0, 0),
                        tuple(new HostId("web-1"), HostStatus.FRESH, 3, 2, 2));
    }

    @Test
    void findsWhatAPersonTyped() {
        List<String> typed = List.of(
                "web-1:9c1e-1",
                "web-1:9c1e-1:20001",
                "dead@web-1:9c1e-2",
                "web-1:9c1e-7",
                "web-1",
                "web-9",
                "no such\u0007");

        List<String> found = typed.stream()
                .map(id -> feed(NOON).find(id).map(one -> one.target().id()).orElse("-"))
                .toList();

        assertThat(found).containsExactly("web-1:9c1e-1", "web-1:9c1e-1:20001", "web-1:9c1e-2", "-", "web-1", "-", "-");
    }

    private Feed feed(Instant now) {
        return new Feed(fleet, ledger, now);
    }
}
