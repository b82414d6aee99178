package io.hangup.controller.govern;

import static io.hangup.controller.govern.Timeline.DROP_DEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.FleetFigures;
import io.hangup.controller.rule.Judge;
import io.hangup.controller.rule.Written;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What holds an action back, each as the finding tells it.
class StopsTest {
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void holdsBackOnceTheBudgetOfTheHostIsSpent() {
        Timeline time = Timeline.of(DROP_DEAD);
        time.sees("web-1", time.dead(1), time.dead(2), time.dead(3));

        time.after(TEN).sees("web-1", time.dead(1), time.dead(2), time.dead(3));

        assertThat(time.commands()).hasSize(2);
        assertThat(time.finding("web-1", 3).progress())
                .isEqualTo(
                        new Progress.HeldBack(Action.DROP, "budget of 2 per 10m on web-1 is spent until 12:10:10 UTC"));
    }

    @Test
    void goesOnWhenTheWindowHasPassed() {
        Timeline time = Timeline.of(DROP_DEAD);
        time.sees("web-1", time.dead(1), time.dead(2), time.dead(3));
        time.after(TEN).sees("web-1", time.dead(1), time.dead(2), time.dead(3));

        time.after(MINUTE.multipliedBy(10)).sees("web-1", time.dead(3));

        assertThat(time.commands()).hasSize(3);
    }

    @Test
    void aRulesOwnLimitHoldsToo() {
        Timeline time = Timeline.of(DROP_DEAD + "    limits: {fleet: 1/1h}\n");
        time.sees("web-1", time.dead(1)).sees("web-2", time.dead(2)).after(TEN);

        time.sees("web-1", time.dead(1)).sees("web-2", time.dead(2));

        assertThat(time.commands()).hasSize(1);
        assertThat(time.finding("web-2", 2).progress())
                .isEqualTo(new Progress.HeldBack(
                        Action.DROP, "dead's budget of 1 per 1h in the fleet is spent until 13:00:10 UTC"));
    }

    @Test
    void theBreakerOpensWhenTooMuchIsStuckAtOnce() {
        Timeline time = Timeline.of(DROP_DEAD);
        for (int host = 0; host < 30; host++) {
            time.sees("web-" + host, time.dead(1));
        }
        time.after(TEN);

        for (int host = 0; host < 30; host++) {
            time.sees("web-" + host, time.dead(1));
        }

        assertThat(time.commands()).hasSize(20);
        assertThat(time.finding("web-29", 1).progress())
                .isEqualTo(
                        new Progress.HeldBack(
                                Action.DROP,
                                "breaker: more than 10 and more than 20 % of the fleet's connections were found stuck within 10m"));
    }

    private static Timeline outage(String rules) {
        Timeline time = Timeline.of(rules);
        everywhere(time);
        everywhere(time.after(TEN));
        return time;
    }

    private static void everywhere(Timeline time) {
        for (int host = 0; host < 30; host++) {
            time.sees("web-" + host, time.dead(1));
        }
    }

    private static void holdsBack(Timeline time, String why) {
        assertThat(time.finding("web-29", 1).progress())
                .isInstanceOfSatisfying(
                        Progress.HeldBack.class,
                        held -> assertThat(held.because()).endsWith(why));
    }

    /// What was found long ago, in shadow, is as much at once when its rule begins to act.
    @Test
    void theBreakerIsOpenForARuleThatWasInShadow() {
        Timeline time = outage(DROP_DEAD.replace("enforce", "shadow"));
        time.judge = new Judge(Written.rules(DROP_DEAD));

        everywhere(time.after(Duration.ofHours(1)));

        assertThat(time.commands()).isEmpty();
        holdsBack(time, "are stuck by rules that act");
    }

    @Test
    void theBreakerStaysOpenForAsLongAsSoMuchIsStuck() {
        Timeline time = outage(DROP_DEAD);
        int sent = time.commands().size();

        everywhere(time.after(Duration.ofHours(1)));

        assertThat(time.commands()).hasSize(sent);
        holdsBack(time, "are stuck by rules that act");
    }

    @Test
    void aRestartDoesNotCloseTheBreaker() {
        Timeline time = outage(DROP_DEAD);
        int sent = time.commands().size();

        time.ledger = Ledger.recover(time.ledger.findings(), time.commands());
        everywhere(time.after(TEN));
        everywhere(time.after(TEN));

        assertThat(time.commands()).hasSize(sent);
        holdsBack(time, "were found stuck within 10m");
    }

    /// A rule that only notices has said something of each connection before.
    @Test
    void whatIsOnlyReportedDoesNotHideFromTheBreaker() {
        Timeline time = Timeline.of(DROP_DEAD.replace("for: 10s", "for: 30s") + """
                  - id: old
                    summary: it is there
                    on: connection
                    where: fleet
                    when: connection.age > duration("1s")
                """);
        everywhere(time);
        everywhere(time.after(TEN));
        everywhere(time.after(MINUTE));

        assertThat(time.commands()).hasSize(20);
        holdsBack(time, "were found stuck within 10m");
    }

    @Test
    void theBreakerOpensWhenHalfOfTheFleetIsSilent() {
        Timeline time = new Timeline(Policy.DEFAULT, DROP_DEAD, new FleetFigures(2, 5, 100));
        time.sees("web-1", time.dead(1)).after(TEN);

        time.sees("web-1", time.dead(1));

        assertThat(time.finding("web-1", 1).progress())
                .isEqualTo(new Progress.HeldBack(Action.DROP, "breaker: fewer than 50 % of the hosts are heard"));
    }

    @Test
    void aRestartRemembersTheBudget() {
        Timeline time = Timeline.of(DROP_DEAD);
        time.sees("web-1", time.dead(1), time.dead(2)).after(TEN).sees("web-1", time.dead(1), time.dead(2));

        time.ledger = Ledger.recover(List.of(), time.commands());
        time.sees("web-1", time.dead(3)).after(TEN).sees("web-1", time.dead(3));

        assertThat(time.commands()).hasSize(2);
        assertThat(time.finding("web-1", 3).progress()).isInstanceOf(Progress.HeldBack.class);
    }

    @Test
    void anotherRulesCommandForTheSameConnectionComesFirst() {
        Timeline time =
                Timeline.of(DROP_DEAD + DROP_DEAD.replace("rules:\n", "").replace("id: dead", "id: also"));
        time.sees("web-1", time.dead(1)).after(TEN);

        time.sees("web-1", time.dead(1));

        assertThat(time.commands()).hasSize(1);
        assertThat(time.ledger.findings())
                .extracting(Finding::progress)
                .contains(new Progress.HeldBack(
                        Action.DROP, "a command of dead@web-1:9c1e-1 for the same connection is on its way"));
    }
}
