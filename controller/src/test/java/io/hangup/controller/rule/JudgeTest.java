package io.hangup.controller.rule;

import static io.hangup.controller.fleet.Hosts.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.HostState;
import io.hangup.controller.fleet.Hosts;
import io.hangup.protocol.command.Fingerprint;
import io.hangup.protocol.finding.Clause;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final Connection UNSEEN_TERMINAL = Hosts.authenticated(
            1,
            Hosts.tcp(0, 0, NOON.minusSeconds(132), NOON.minusSeconds(9)),
            List.of(new SshSession(
                    Hosts.process(20_001, 1000, "bash"),
                    new Terminal.Unseen("pts/1"),
                    Hosts.shell(20_001, 1000, NOON).foreground(),
                    NOON.minusSeconds(500),
                    NOON.minusSeconds(500))),
            List.of());

    /// `session.idle` can't be seen; `session.uid` is 1000.
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            session.idle > duration("1m") ; Unknown
            !(session.idle > duration("1m")) ; Unknown
            session.uid == 1000 && session.idle > duration("1m") ; Unknown
            session.idle > duration("1m") && session.uid == 0 ; live
            session.uid == 0 && session.idle > duration("1m") ; live
            session.uid == 1000 || session.idle > duration("1m") ; Holds
            session.idle > duration("1m") || session.uid == 1000 ; Holds
            session.idle > duration("1m") || session.uid == 0 ; Unknown
            (session.idle > duration("1m") && session.uid == 0) || session.uid == 1 ; live
            session.uid == 0 ? session.idle > duration("1m") : session.uid == 1000 ; Holds
            """)
    void whatIsUnseenIsNeitherTrueNorFalse(String when, String verdict) {
        Judge judge = new Judge(List.of(Written.rule("session", when)));

        List<Judgement> judgements = judge.judge(state(UNSEEN_TERMINAL));

        assertThat(judgements.stream()
                        .map(one -> one.getClass().getSimpleName())
                        .findFirst()
                        .orElse("live"))
                .isEqualTo(verdict);
    }

    @Test
    void saysWhyItCannotTell() {
        Judge judge = new Judge(List.of(Written.rule("session", "session.idle > duration(\"1m\")")));

        List<Judgement> judgements = judge.judge(state(UNSEEN_TERMINAL));

        assertThat(judgements)
                .singleElement()
                .satisfies(one -> assertThat(((Judgement.Unknown) one).why())
                        .isEqualTo("session.idle: the agent can't see when the terminal was last read or written"));
    }

    @Test
    void whatDoesNotExistMakesAClauseFalse() {
        Connection transfer =
                Hosts.authenticated(1, Hosts.tcp(0, 0, NOON, NOON), List.of(Hosts.command(20_001, NOON)), List.of());
        Judge judge = new Judge(List.of(Written.rule("session", "session.idle > duration(\"1s\")")));

        List<Judgement> judgements = judge.judge(state(transfer));

        assertThat(judgements).isEmpty();
    }

    @Test
    void aLabelThatAHostLacksMakesAClauseFalse() {
        Judge judge = new Judge(List.of(Written.rule("connection", "host.labels.tier == \"gold\"")));

        List<Judgement> judgements = judge.judge(state(Hosts.healthy(1, NOON)));

        assertThat(judgements).isEmpty();
    }

    @Test
    void whereKeepsOtherHostsOut() {
        Judge judge = new Judge(Written.rules("""
                rules:
                  - {id: a, summary: b, on: connection, where: host.labels.env == "test", when: connection.uid == 1000}
                  - {id: c, summary: d, on: connection, where: host.labels.env == "prod", when: connection.uid == 1000}
                """));

        List<Judgement> judgements = judge.judge(state(Hosts.healthy(1, NOON)));

        assertThat(judgements).extracting(one -> one.rule().id()).containsExactly("c");
    }

    @Test
    void showsEachPartOfTheConditionWithWhatItMet() {
        Judge judge = new Judge(
                List.of(
                        Written.rule(
                                "connection",
                                "connection.peer.silentFor > duration(\"2m\") && connection.user == \"alice\" && (connection.tcp.probes == 0 || connection.age < duration(\"1h\"))")));

        List<Judgement> judgements = judge.judge(state(UNSEEN_TERMINAL));

        assertThat(judgements.getFirst().evidence())
                .containsExactly(
                        new Clause(
                                "connection.peer.silentFor > duration(\"2m\")",
                                true,
                                List.of(new Clause.Seen("connection.peer.silentFor", "2m 12s"))),
                        new Clause(
                                "connection.user == \"alice\"",
                                true,
                                List.of(new Clause.Seen("connection.user", "alice"))),
                        new Clause(
                                "(connection.tcp.probes == 0 || connection.age < duration(\"1h\"))",
                                true,
                                List.of(
                                        new Clause.Seen("connection.tcp.probes", "0"),
                                        new Clause.Seen("connection.age", "20h"))));
    }

    @Test
    void trustsNoAgeWhereTheHostsClockCannotBeTrusted() {
        HostSnapshot jumpy = Hosts.snapshot(
                "web-1",
                NOON,
                List.of(new Blindspot(Blindspot.Sense.CLOCK, "it stepped by 40 minutes")),
                List.of(Hosts.cut(1, NOON, Duration.ofMinutes(16), 15)));

        List<Judgement> judgements = new Judge(Written.shipped()).judge(Hosts.state(jumpy));

        assertThat(judgements)
                .allSatisfy(one -> assertThat(one).isInstanceOf(Judgement.Unknown.class))
                .extracting(one -> one.rule().id())
                .contains("dead-peer");
    }

    @Test
    void refusesToJudgeASilentHost() {
        Fleet fleet = new Fleet(Duration.ofSeconds(90), 10);
        HostSnapshot snapshot = Hosts.snapshot("web-1", NOON, Hosts.healthy(1, NOON));
        fleet.snapshot("web-1", snapshot, "digest", NOON);
        HostState silent = fleet.host(snapshot.host(), NOON.plusSeconds(91)).orElseThrow();

        assertThatThrownBy(() -> new Judge(List.of()).judge(silent)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEditedRuleHasAnotherHashAndOnePutToWorkHasNot() {
        String yaml = """
                rules:
                  - {id: a, summary: b, on: connection, where: fleet, when: connection.uid == %s, do: drop, mode: %s}
                """;

        Fingerprint hash =
                Written.rules(yaml.formatted("0", "shadow")).getFirst().hash();

        assertThat(Written.rules(yaml.formatted("1", "shadow")).getFirst().hash())
                .isNotEqualTo(hash);
        assertThat(Written.rules(yaml.formatted("0", "enforce")).getFirst().hash())
                .isEqualTo(hash);
    }

    @Test
    void everyFactIsDocumentedOnce() {
        List<Vocabulary.FactDoc> facts = Vocabulary.facts();

        assertThat(facts).extracting(Vocabulary.FactDoc::name).doesNotHaveDuplicates();
        assertThat(facts).allSatisfy(fact -> assertThat(fact.doc()).isNotBlank());
    }

    private static HostState state(Connection connection) {
        return Hosts.state(Hosts.snapshot("web-1", NOON, connection));
    }
}
