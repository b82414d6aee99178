package io.hangup.controller.govern;

import static io.hangup.controller.govern.Timeline.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.HostState;
import io.hangup.controller.fleet.Hosts;
import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.SocketCookie;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskingTest {
    private static final Target.OneSession FIRST = new Target.OneSession(
            new HostId("web-1"),
            Hosts.BOOT,
            new SocketCookie(1),
            Hosts.process(20_001, 1000, "bash").stamp());

    private final Timeline time = Timeline.of("rules: []");

    @Test
    void endsAConnectionForAnOperatorAndRemembersWhoAskedAndWhy() {
        time.asks(host(time.healthy(1)), connection("web-1", 1));

        assertThat(time.commands())
                .singleElement()
                .satisfies(command -> assertThat(command.reason()).isEqualTo("carol: it hangs"));
        assertThat(time.ledger.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).hasToString("operator@web-1:9c1e-1");
            assertThat(finding.summary()).isEqualTo("it hangs");
        });
        assertThat(time.of(Effect.Audit.class).getFirst().entry())
                .isEqualTo(new Entry.Asked(
                        "carol",
                        Action.DROP,
                        "web-1:9c1e-1",
                        "it hangs",
                        new Entry.Reply.Sent(time.commands().getFirst().id())));
    }

    @Test
    void aRefusedWishIsOver() {
        time.asks(host(time.healthy(1)), connection("web-1", 1));

        time.answers(time.commands().getFirst(), new Outcome.Refused("data came in"));

        assertThat(time.ledger.findings()).extracting(Finding::verdict).containsExactly(Verdict.CLEARED);
    }

    @Test
    void refusesWhileNobodyKnowsHowTheHostIs() {
        time.asks(time.silent("web-1", time.healthy(1)), connection("web-1", 1));

        assertThat(refusals()).containsExactly(Effect.Refusal.HOST_IN_DOUBT);
        assertThat(time.commands()).isEmpty();
    }

    @Test
    void refusesWhatIsGone() {
        time.asks(host(time.healthy(1)), connection("web-1", 2));

        assertThat(refusals()).containsExactly(Effect.Refusal.TARGET_GONE);
    }

    @Test
    void refusesWhereTheProcessIsUnseen() {
        Connection seen = time.healthy(1);
        Connection unseen = new Connection(
                seen.cookie(),
                seen.local(),
                seen.peer(),
                seen.implementation(),
                Phase.UNKNOWN,
                Optional.empty(),
                seen.since(),
                Optional.empty(),
                Optional.empty(),
                seen.auditSession(),
                seen.tcp(),
                List.of(),
                List.of());

        time.asks(host(unseen), connection("web-1", 1));

        assertThat(refusals()).containsExactly(Effect.Refusal.PROCESS_UNSEEN);
    }

    @Test
    void refusesASessionThatSharesItsConnection() {
        time.asks(host(shared()), FIRST);

        assertThat(refusals()).containsExactly(Effect.Refusal.SHARED_CONNECTION);
        assertThat(time.of(Effect.Refuse.class).getFirst().why())
                .isEqualTo("the connection carries 1 more, which would end with it; to end them all, name web-1:9c1e-1,"
                        + " and to end this one alone, close it");
    }

    @Test
    void closesOneSessionOfSeveralAndMindsOnlyItsOwnInput() {
        time.asks(host(shared()), Action.CLOSE, FIRST);

        assertThat(time.commands()).singleElement().satisfies(command -> {
            assertThat(command.action()).isEqualTo(Action.CLOSE);
            assertThat(Timeline.target(command).session()).contains(FIRST.leader());
            assertThat(command.guard().quietSince())
                    .isEqualTo(time.now.minus(Duration.ofHours(1)).plusSeconds(2));
        });
        assertThat(time.ledger.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).hasToString("operator@web-1:9c1e-1:20001");
            assertThat(finding.subject().terminal()).isEqualTo("pts/1");
        });
    }

    @Test
    void asksAnewWithinTheSecondOfAnAnswer() {
        time.asks(host(shared()), Action.CLOSE, FIRST);
        time.answers(time.commands().getLast(), new Outcome.Refused("not allowed on this host"));

        time.asks(host(shared()), Action.CLOSE, FIRST);

        assertThat(time.commands()).extracting(Command::id).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aClosedSessionIsOverThoughItsConnectionStays() {
        time.asks(host(shared()), Action.CLOSE, FIRST);

        time.answers(time.commands().getFirst(), new Outcome.ChannelClosed(1));

        assertThat(time.ledger.findings()).extracting(Finding::verdict).containsExactly(Verdict.ENDED);
    }

    @Test
    void givesACommandThatWarnsSoMuchLongerToBeAnswered() {
        Duration ahead = Duration.ofSeconds(30);

        time.asks(host(time.healthy(1)), Action.DROP, connection("web-1", 1), Optional.of(ahead));

        assertThat(time.commands())
                .singleElement()
                .satisfies(command -> assertThat(command.guard().warning()).contains(ahead));
        time.after(Duration.ofSeconds(119)).ticks();
        assertThat(time.ledger.findings()).extracting(Finding::verdict).containsExactly(Verdict.STUCK);
        time.after(Duration.ofSeconds(2)).ticks();
        assertThat(time.ledger.findings()).extracting(Finding::verdict).containsExactly(Verdict.UNKNOWN);
    }

    @Test
    void warnsAndKeepsWithoutAFindingAndWithoutTheBudgetOfEnds() {
        HostState host = host(time.healthy(1), time.healthy(2), time.healthy(3));
        time.asks(host, Action.WARN, connection("web-1", 1)).asks(host, Action.KEEP, connection("web-1", 2));

        time.asks(host, connection("web-1", 1)).asks(host, connection("web-1", 2));

        assertThat(time.commands())
                .extracting(Command::action)
                .containsExactly(Action.WARN, Action.KEEP, Action.DROP, Action.DROP);
        assertThat(time.ledger.findings()).hasSize(2);
    }

    @Test
    void warnsOneSessionOfSeveral() {
        time.asks(host(shared()), Action.WARN, FIRST);

        assertThat(time.commands())
                .singleElement()
                .satisfies(command ->
                        assertThat(Timeline.target(command).session()).contains(FIRST.leader()));
    }

    @Test
    void keepsAConnectionWhoseEndIsOnItsWay() {
        time.asks(host(shared()), connection("web-1", 1));

        time.asks(host(shared()), Action.KEEP, FIRST);

        assertThat(time.commands()).extracting(Command::action).containsExactly(Action.DROP, Action.KEEP);
        assertThat(Timeline.target(time.commands().getLast()).session()).isEmpty();
    }

    @Test
    void closesNoWholeConnection() {
        time.asks(host(shared()), Action.CLOSE, connection("web-1", 1));

        assertThat(refusals()).containsExactly(Effect.Refusal.NOT_POSSIBLE);
        assertThat(time.commands()).isEmpty();
    }

    @Test
    void closesNoSecondSessionWhileTheFirstIsBeingClosed() {
        time.asks(host(shared()), Action.CLOSE, FIRST);

        time.asks(host(shared()), connection("web-1", 1));

        assertThat(refusals()).containsExactly(Effect.Refusal.OUTSTANDING);
    }

    @Test
    void refusesASecondCommandForTheSameConnection() {
        time.asks(host(time.healthy(1)), connection("web-1", 1));

        time.after(Duration.ofSeconds(5)).asks(host(time.healthy(1)), connection("web-1", 1));

        assertThat(refusals()).containsExactly(Effect.Refusal.OUTSTANDING);
    }

    @Test
    void refusesBeyondTheBudget() {
        HostState host = host(time.healthy(1), time.healthy(2), time.healthy(3));
        time.asks(host, connection("web-1", 1)).asks(host, connection("web-1", 2));

        time.asks(host, connection("web-1", 3));

        assertThat(refusals()).containsExactly(Effect.Refusal.BUDGET_SPENT);
    }

    /// Two shells on one connection: the first idle for an hour, the second in use.
    private Connection shared() {
        return Hosts.authenticated(
                1,
                time.healthy(1).tcp(),
                List.of(
                        Hosts.shell(20_001, 1000, time.now.minus(Duration.ofHours(1))),
                        Hosts.shell(20_002, 1000, time.now)),
                List.of());
    }

    private List<Effect.Refusal> refusals() {
        return time.of(Effect.Refuse.class).stream().map(Effect.Refuse::refusal).toList();
    }

    private HostState host(Connection... connections) {
        return Hosts.state(Hosts.snapshot("web-1", time.now, connections));
    }
}
