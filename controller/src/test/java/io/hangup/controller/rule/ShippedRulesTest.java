package io.hangup.controller.rule;

import static io.hangup.controller.fleet.Hosts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.Hosts;
import io.hangup.controller.kind.Made;
import io.hangup.controller.kind.Ran;
import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.SshSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the shipped rules say of connections as they were measured (docs/design/rules.md).
class ShippedRulesTest {
    private static final Judge SHIPPED = new Judge(Written.shipped());

    @Test
    void everyShippedRuleStartsInShadow() {
        List<Rule> rules = SHIPPED.rules();

        assertThat(rules).isNotEmpty().allMatch(rule -> rule.mode() == Mode.SHADOW);
    }

    @Test
    void sparesAHealthyIdleSession() {
        Connection healthy = Hosts.healthy(1, NOON);

        assertThat(found(healthy)).isEmpty();
    }

    @Test
    void findsAPeerThatAcknowledgesNothingForSixteenMinutes() {
        Connection dead = Hosts.cut(1, NOON, Duration.ofMinutes(16), 15);

        assertThat(found(dead)).containsExactly("dead-peer");
    }

    @Test
    void sparesAnOutageThatStillHeals() {
        Connection outage = Hosts.cut(1, NOON, Duration.ofSeconds(343), 10);

        assertThat(found(outage)).isEmpty();
    }

    @Test
    void sparesAClosedWindowWhoseBackoffClimbs() {
        Connection frozen = Hosts.authenticated(
                1,
                Hosts.tcp(0, 0, NOON.minusSeconds(120), NOON.minus(Duration.ofHours(1))),
                List.of(Hosts.shell(20_001, 1000, NOON.minus(Duration.ofHours(1)))),
                List.of());

        assertThat(found(frozen)).isEmpty();
    }

    @Test
    void findsAConnectionOnWhichNobodyLogsInForAnHour() {
        Instant came = NOON.minus(Duration.ofMinutes(61));

        assertThat(found(Hosts.preAuth(1, came, came, NOON))).containsExactly("pre-auth-silent");
    }

    @Test
    void findsOneSoonerWhereItIsKnownHowLongTheServerWaits() {
        Connection silent = Made.connection(1, NOON.minus(Duration.ofMinutes(7)))
                .preAuth()
                .of(Implementation.DROPBEAR)
                .build();

        assertThat(found(silent)).containsExactly("pre-auth-silent");
    }

    @Test
    void doubtsOneWhileNobodyKnowsHowLongTheServerWaits() {
        Instant came = NOON.minus(Duration.ofMinutes(10));
        Connection silent = Hosts.preAuth(1, came, came, NOON);

        assertThat(SHIPPED.judge(Hosts.state(Hosts.snapshot("web-1", NOON, silent))))
                .filteredOn(one -> one.rule().id().equals("pre-auth-silent"))
                .singleElement()
                .isInstanceOf(Judgement.Unknown.class);
    }

    @Test
    void sparesSomebodyAtThePasswordPrompt() {
        Connection typing = Hosts.preAuth(1, NOON.minusSeconds(90), NOON.minusSeconds(3), NOON);

        assertThat(found(typing)).isEmpty();
    }

    @Test
    void findsALogoutThatAProcessHoldsUp() {
        Connection held = Hosts.leftBehind(1, NOON);

        assertThat(found(held)).containsExactly("hang-on-logout");
    }

    @Test
    void sparesAJobWhoseOutputStillComesAfterItsSession() {
        Connection reading = Hosts.leftBehind(1, NOON, Duration.ofMinutes(9));

        assertThat(found(reading)).isEmpty();
    }

    @Test
    void sparesATunnelWithoutSessions() {
        Connection tunnel = Hosts.authenticated(
                1, Hosts.tcp(0, 0, NOON.minusSeconds(1), NOON.minusSeconds(1)), List.of(), List.of());

        assertThat(found(tunnel)).isEmpty();
    }

    @Test
    void whatIsNotProvenIsOnlyNoticed() {
        List<String> stuck = SHIPPED.rules().stream()
                .filter(rule -> rule.verdict() == Verdict.STUCK)
                .map(Rule::id)
                .toList();

        assertThat(stuck)
                .containsExactly(
                        "dead-peer",
                        "vanished-peer",
                        "zero-window-dead",
                        "pre-auth-silent",
                        "wedged-sshd",
                        "stopped-monitor");
    }

    @Test
    void sparesALaptopThatWokeAfterTwentyMinutes() {
        Instant shut = NOON.minus(Duration.ofMinutes(45));
        Connection awake = Made.connection(1, shut)
                .heard(shut.plus(Duration.ofMinutes(21)))
                .probe(
                        PeerProbe.Answer.ANSWERED,
                        shut.plus(Duration.ofMinutes(21)),
                        shut.plus(Duration.ofMinutes(21)),
                        1)
                .sessions(Ran.shell(20_001, 1000, shut).build())
                .build();

        assertThat(found(awake)).isEmpty();
    }

    @Test
    void findsAPeerThatAnsweredNoneOfFourQuestions() {
        Instant shut = NOON.minus(Duration.ofMinutes(46));
        Connection gone = Made.connection(1, shut)
                .probe(PeerProbe.Answer.UNANSWERED, NOON.minus(Duration.ofMinutes(36)), NOON.minusSeconds(60), 4)
                .sessions(Ran.shell(20_001, 1000, shut).build())
                .build();

        assertThat(found(gone)).containsExactly("vanished-peer");
    }

    @Test
    void doubtsAPeerThatWasNotAskedLately() {
        Instant shut = NOON.minus(Duration.ofHours(2));
        Connection gone = Made.connection(1, shut)
                .probe(
                        PeerProbe.Answer.UNANSWERED,
                        NOON.minus(Duration.ofMinutes(110)),
                        NOON.minus(Duration.ofMinutes(16)),
                        4)
                .sessions(Ran.shell(20_001, 1000, shut).build())
                .build();

        List<Judgement> judgements = SHIPPED.judge(Hosts.state(Hosts.snapshot("web-1", NOON, gone)));

        assertThat(judgements)
                .filteredOn(one -> one.rule().id().equals("vanished-peer"))
                .singleElement()
                .satisfies(one -> assertThat(((Judgement.Unknown) one).why()).contains("it may be back"));
    }

    @Test
    void onlyReportsARootSessionThatNobodyUses() {
        Connection root = Hosts.authenticated(
                1,
                Hosts.tcp(0, 0, NOON.minusSeconds(1), NOON.minus(Duration.ofHours(9))),
                List.of(Hosts.shell(20_001, 0, NOON.minus(Duration.ofHours(9)))),
                List.of());

        assertThat(found(root)).containsExactly("idle-root");
    }

    @Test
    void sparesARootBuildThatWritesNothing() {
        SshSession idle = Hosts.shell(20_001, 0, NOON.minus(Duration.ofHours(9)));
        SshSession building =
                new SshSession(idle.leader(), idle.terminal(), idle.foreground(), idle.since(), NOON.minusSeconds(5));
        Connection build = Hosts.authenticated(
                1,
                Hosts.tcp(0, 0, NOON.minusSeconds(1), NOON.minus(Duration.ofHours(9))),
                List.of(building),
                List.of());

        assertThat(found(build)).isEmpty();
    }

    @Test
    void theClassicScriptsConditionFlagsEveryHealthySession() {
        Judge classic = new Judge(List.of(Written.rule("connection", "connection.server.state == \"sleeping\"")));

        List<Judgement> judgements = classic.judge(
                Hosts.state(Hosts.snapshot("web-1", NOON, Hosts.healthy(1, NOON), Hosts.healthy(2, NOON))));

        assertThat(judgements).hasSize(2);
    }

    private static List<String> found(Connection connection) {
        return SHIPPED.judge(Hosts.state(Hosts.snapshot("web-1", NOON, connection))).stream()
                .filter(Judgement.Holds.class::isInstance)
                .map(judgement -> judgement.rule().id())
                .toList();
    }
}
