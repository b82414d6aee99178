package io.hangup.controller.rule;

import static io.hangup.controller.fleet.Hosts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.Hosts;
import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import java.time.Duration;
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
    void findsAConnectionOnWhichNobodyLogsIn() {
        Connection silent =
                Hosts.preAuth(1, NOON.minus(Duration.ofMinutes(6)), NOON.minus(Duration.ofMinutes(6)), NOON);

        assertThat(found(silent)).containsExactly("pre-auth-silent");
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
    void onlyReportsARootSessionThatNobodyUses() {
        Connection root = Hosts.authenticated(
                1,
                Hosts.tcp(0, 0, NOON.minusSeconds(1), NOON.minus(Duration.ofHours(9))),
                List.of(Hosts.shell(20_001, 0, NOON.minus(Duration.ofHours(9)))),
                List.of());

        assertThat(found(root)).containsExactly("idle-root");
        assertThat(SHIPPED.rules().getLast().action()).isEmpty();
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
                .map(judgement -> judgement.rule().id())
                .toList();
    }
}
