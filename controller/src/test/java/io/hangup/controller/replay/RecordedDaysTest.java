package io.hangup.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.FleetFigures;
import io.hangup.controller.govern.Governor;
import io.hangup.controller.govern.Input;
import io.hangup.controller.govern.Ledger;
import io.hangup.controller.govern.Policy;
import io.hangup.controller.replay.Recorded.Look;
import io.hangup.controller.replay.Recorded.Resident;
import io.hangup.controller.rule.Judge;
import io.hangup.controller.rule.Written;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Some minutes of every kind on real Debian 12 and 13 hosts, each seen by an agent with every right and by one with
/// none, judged for two days: who was idle stays idle for two days.
class RecordedDaysTest {
    private static final Recorded RECORDED = Recorded.read("kinds.tsv.gz");
    private static final Duration DAYS = Duration.ofDays(2);
    private static final Duration BEAT = Duration.ofMinutes(1);
    private static final FleetFigures FIGURES = new FleetFigures(1, 1, 60);

    private final Judge judge = new Judge(Written.shipped());
    private final Governor governor = new Governor(Policy.DEFAULT, 1);
    private final Fleet fleet = new Fleet(Duration.ofSeconds(150), 10);
    private final Set<String> stuck = new TreeSet<>();
    private Ledger ledger = Ledger.BLANK;
    private int judged;

    @ParameterizedTest
    @MethodSource("agents")
    void callsNobodyStuckWhoIsServed(String agent) {
        List<Look> looks = RECORDED.looks().stream()
                .filter(look -> look.json().startsWith("{\"host\":\"" + agent + "\""))
                .toList();
        int rounds = (int) DAYS.dividedBy(RECORDED.length());

        for (int round = 0; round < rounds; round++) {
            Instant until = RECORDED.start().plus(RECORDED.length().multipliedBy(round + 1L));
            play(looks, round, until);
        }

        assertThat(judged).isGreaterThan(2 * 24 * 60);
        if (!agent.endsWith("-few")) {
            assertThat(stuck).as("what is stuck is found all the same").contains("pre-auth, silent");
        }
    }

    private void play(List<Look> looks, int round, Instant until) {
        Duration later = RECORDED.length().multipliedBy(round);
        for (int i = 0; i < looks.size(); i++) {
            Instant at = looks.get(i).at().plus(later);
            Instant next = i + 1 < looks.size() ? looks.get(i + 1).at().plus(later) : until;
            HostSnapshot snapshot = RECORDED.played(looks.get(i), round);
            String digest = "digest-" + snapshot.sequence();
            fleet.snapshot(snapshot.host().value(), snapshot, digest, at);
            judge(snapshot, at);
            for (Instant beat = at.plus(BEAT); beat.isBefore(next); beat = beat.plus(BEAT)) {
                fleet.heartbeat(
                        snapshot.host().value(),
                        new Heartbeat(snapshot.host(), snapshot.boot(), snapshot.sequence(), digest, beat),
                        beat);
                judge(snapshot, beat);
            }
        }
    }

    private void judge(HostSnapshot snapshot, Instant at) {
        judged++;
        var state = fleet.host(snapshot.host(), at).orElseThrow();
        ledger = governor.decide(ledger, Input.look(judge, state, FIGURES, at)).next();
        ledger = governor.decide(ledger, new Input.Tick(at)).next();
        for (Finding finding : ledger.findings()) {
            if (finding.stands() && finding.verdict() == Verdict.STUCK) {
                cookie(finding.target()).ifPresent(cookie -> check(finding, cookie, snapshot, at));
            }
        }
    }

    private void check(Finding finding, SocketCookie cookie, HostSnapshot snapshot, Instant at) {
        Optional<Connection> connection = snapshot.connections().stream()
                .filter(c -> c.cookie().equals(cookie))
                .findFirst();
        if (connection.isEmpty()) {
            return;
        }
        List<Resident> whose = RECORDED.residents().stream()
                .filter(r ->
                        r.owns(snapshot.host().value(), connection.get().peer().address()))
                .filter(r -> connection
                        .get()
                        .user()
                        .map(Account::name)
                        .filter(name -> !name.equals(r.user()))
                        .isEmpty())
                .toList();
        assertThat(whose)
                .as("%s on %s: called stuck by %s, %s", at, snapshot.host(), finding.rule(), finding.evidence())
                .isNotEmpty()
                .allSatisfy(resident ->
                        assertThat(resident.truth()).as(resident.kind()).isEqualTo("STUCK"));
        whose.forEach(resident -> stuck.add(resident.kind()));
    }

    private static Optional<SocketCookie> cookie(Target target) {
        return switch (target) {
            case Target.OneConnection(var _, var _, SocketCookie cookie) -> Optional.of(cookie);
            case Target.OneSession session -> Optional.of(session.cookie());
            default -> Optional.empty();
        };
    }

    static Stream<String> agents() {
        return RECORDED.looks().stream()
                .map(look -> look.json().replaceFirst("^\\{\"host\":\"([^\"]*)\".*$", "$1"))
                .distinct();
    }
}
