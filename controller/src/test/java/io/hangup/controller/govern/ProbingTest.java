package io.hangup.controller.govern;

import static io.hangup.controller.govern.Timeline.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.HostState;
import io.hangup.controller.fleet.Hosts;
import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.session.PeerProbe;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Operators who ask whether a peer is there.
class ProbingTest {
    private final Timeline time = Timeline.of("rules: []");

    @Test
    void sendsAQuestionAndMakesNoFindingOfIt() {
        time.asksPeer(host(), connection("web-1", 1));

        assertThat(time.commands()).singleElement().satisfies(command -> {
            assertThat(command.action()).isEqualTo(Action.PROBE);
            assertThat(command.reason()).isEqualTo("carol: is it there");
            assertThat(command.id()).hasToString("probe@web-1:9c1e-1#" + time.now.getEpochSecond());
        });
        assertThat(time.ledger.findings()).isEmpty();
        assertThat(time.of(Effect.Audit.class).getFirst().entry())
                .isEqualTo(new Entry.Asked(
                        "carol",
                        Action.PROBE,
                        "web-1:9c1e-1",
                        "is it there",
                        new Entry.Reply.Sent(time.commands().getFirst().id())));
    }

    @Test
    void anAnswerChangesNoFinding() {
        time.asksPeer(host(), connection("web-1", 1));
        Command command = time.commands().getFirst();
        int known = time.effects.size();

        time.answers(command, new Outcome.Probed(new PeerProbe(PeerProbe.Answer.UNANSWERED, time.now, time.now, 1)));

        assertThat(time.effects.subList(known, time.effects.size()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Audit.class, audit -> assertThat(audit.entry()).isInstanceOf(Entry.Answered.class));
    }

    @Test
    void leavesTheBudgetOfWhatEndsSomethingAlone() {
        IntStream.range(0, 10).forEach(_ -> time.after(Duration.ofSeconds(1)).asksPeer(host(), connection("web-1", 1)));

        time.asks(host(), connection("web-1", 1));

        assertThat(time.commands().getLast().action()).isEqualTo(Action.DROP);
    }

    @Test
    void isNotStoppedByTheBudgetOfWhatEndsSomething() {
        time.asks(host(), connection("web-1", 1)).asks(host(), connection("web-1", 2));

        time.asksPeer(host(), connection("web-1", 3));

        assertThat(time.commands().getLast().action()).isEqualTo(Action.PROBE);
    }

    @Test
    void hasABudgetOfItsOwn() {
        IntStream.range(0, 31).forEach(_ -> time.after(Duration.ofSeconds(1)).asksPeer(host(), connection("web-1", 1)));

        assertThat(time.commands()).hasSize(30);
        assertThat(time.of(Effect.Refuse.class))
                .singleElement()
                .satisfies(refused -> assertThat(refused.why()).contains("probe budget of 30 per 10m on web-1"));
    }

    @Test
    void remembersItsBudgetOverARestart() {
        IntStream.range(0, 30).forEach(_ -> time.after(Duration.ofSeconds(1)).asksPeer(host(), connection("web-1", 1)));
        time.ledger = Ledger.recover(List.of(), time.commands());

        time.after(Duration.ofSeconds(1)).asksPeer(host(), connection("web-1", 1));
        time.asks(host(), connection("web-1", 1));

        assertThat(time.commands()).hasSize(31);
        assertThat(time.commands().getLast().action()).isEqualTo(Action.DROP);
    }

    @Test
    void refusesWhileNobodyKnowsHowTheHostIs() {
        time.asksPeer(time.silent("web-1", time.healthy(1)), connection("web-1", 1));

        assertThat(time.commands()).isEmpty();
        assertThat(time.of(Effect.Refuse.class))
                .extracting(Effect.Refuse::refusal)
                .containsExactly(Effect.Refusal.HOST_IN_DOUBT);
    }

    private HostState host() {
        return Hosts.state(Hosts.snapshot("web-1", time.now, time.healthy(1), time.healthy(2), time.healthy(3)));
    }
}
