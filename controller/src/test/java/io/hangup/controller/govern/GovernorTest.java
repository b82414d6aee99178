package io.hangup.controller.govern;

import static io.hangup.controller.govern.Timeline.DROP_DEAD;
import static io.hangup.controller.govern.Timeline.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.FleetFigures;
import io.hangup.controller.fleet.Hosts;
import io.hangup.controller.rule.Allowance;
import io.hangup.controller.rule.Judge;
import io.hangup.controller.rule.Written;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.WorkStamp;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GovernorTest {
    private static final String CLOSE_IDLE = """
            rules:
              - id: idle
                summary: nobody has typed for half an hour
                on: session
                where: fleet
                when: session.idle > duration("30m")
                do: close
                mode: enforce
            """;

    @Test
    void aRuleHasWhoIsThereWarnedFirst() {
        Timeline time = stuck(DROP_DEAD.replace("do: drop", "do: drop\n    warn: 20s"));

        assertThat(time.commands().getFirst().guard().warning()).contains(Duration.ofSeconds(20));
    }

    @Test
    void aRuleThatOnlyWarnsLeavesWhatItFoundStanding() {
        Timeline time = stuck(DROP_DEAD.replace("do: drop", "do: warn"));

        time.answers(time.commands().getFirst(), new Outcome.Warned(1));

        assertThat(time.commands().getFirst().action()).isEqualTo(Action.WARN);
        assertThat(time.finding("web-1", 1).verdict()).isEqualTo(Verdict.STUCK);
    }

    @Test
    void aRuleClosesTheOneSessionOfSeveralThatItIsAbout() {
        Timeline shared = Timeline.of(CLOSE_IDLE);
        Connection connection = Hosts.authenticated(
                1,
                shared.healthy(1).tcp(),
                List.of(
                        Hosts.shell(20_001, 1000, shared.now.minus(Duration.ofHours(1))),
                        Hosts.shell(20_002, 1000, shared.now)),
                List.of());

        shared.sees("web-1", connection).sees("web-1", connection);

        assertThat(shared.commands()).singleElement().satisfies(command -> {
            assertThat(command.action()).isEqualTo(Action.CLOSE);
            assertThat(Timeline.target(command).session().orElseThrow().pid()).isEqualTo(20_001);
        });
    }

    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void waitsUntilTheConditionHasHeldForItsTime() {
        Timeline time = Timeline.of(DROP_DEAD);
        time.sees("web-1", time.dead(1)).after(Duration.ofSeconds(9)).sees("web-1", time.dead(1));
        assertThat(time.effects).isEmpty();

        time.after(Duration.ofSeconds(1)).sees("web-1", time.dead(1));

        assertThat(time.commands()).singleElement().satisfies(command -> {
            assertThat(command.id()).hasToString("dead@web-1:9c1e-1#1795348810");
            assertThat(command.epoch()).isEqualTo(7);
            assertThat(command.notAfter()).isEqualTo(time.now.plusSeconds(60));
        });
        assertThat(time.finding("web-1", 1).since()).isEqualTo(Hosts.NOON);
    }

    @Test
    void startsToCountAnewWhenTheConditionBreaksOff() {
        Timeline time = Timeline.of(DROP_DEAD);
        time.sees("web-1", time.dead(1)).after(Duration.ofSeconds(6)).sees("web-1", time.healthy(1));

        time.after(Duration.ofSeconds(6)).sees("web-1", time.dead(1));

        assertThat(time.effects).isEmpty();
        assertThat(time.ledger.findings()).isEmpty();
    }

    @Test
    void asksTheHostToSpareWhoeverCameBackSince() {
        Timeline time = stuck(DROP_DEAD);

        Guard guard = time.commands().getFirst().guard();

        assertThat(guard.quietSince())
                .isEqualTo(time.now.minus(Duration.ofMinutes(2)).plusSeconds(2));
    }

    @Test
    void asksTheHostToSpareAPeerThatIsHeardAgainWhereTheVerdictRestsOnItsSilence() {
        Timeline time = stuck(
                DROP_DEAD.replace("connection.tcp.retransmits >= 9", "connection.peer.silentFor > duration(\"1m\")"));

        Guard guard = time.commands().getFirst().guard();

        assertThat(guard.silentSince())
                .contains(time.now.minus(Duration.ofMinutes(2)).plusSeconds(2));
    }

    @Test
    void asksTheHostToSpareWhomItCantSeeRestWhereTheVerdictRestsOnThat() {
        Timeline time = stuck(DROP_DEAD.replace(
                "connection.tcp.retransmits >= 9",
                "connection.tcp.retransmits >= 9 && connection.workIdle > duration(\"1s\")"));

        Guard guard = time.commands().getFirst().guard();

        assertThat(guard.work()).contains(WorkStamp.UNREAD);
    }

    @Test
    void asksForNoSilenceWhereTheVerdictDoesNotRestOnIt() {
        Timeline time = stuck(DROP_DEAD);

        Guard guard = time.commands().getFirst().guard();

        assertThat(guard.silentSince()).isEmpty();
        assertThat(guard.work()).isEmpty();
    }

    @Test
    void isEndedAtOnceByAProofThatItIsGone() {
        Timeline time = stuck(DROP_DEAD);

        time.after(Duration.ofSeconds(1)).answers(time.commands().getFirst(), new Outcome.Gone());

        assertThat(time.finding("web-1", 1).verdict()).isEqualTo(Verdict.ENDED);
        assertThat(time.finding("web-1", 1).progress()).isInstanceOf(Progress.Answered.class);
    }

    @Test
    void doesNotOpenItAgainForASnapshotOlderThanTheProof() {
        Timeline time = stuck(DROP_DEAD);
        time.after(Duration.ofSeconds(1)).answers(time.commands().getFirst(), new Outcome.Gone());
        time.now = time.now.minusMillis(500);

        time.sees("web-1", time.dead(1));

        assertThat(time.finding("web-1", 1).verdict()).isEqualTo(Verdict.ENDED);
        assertThat(time.commands()).hasSize(1);
    }

    @Test
    void anotherHostCannotAnswerForIt() {
        Timeline time = stuck(DROP_DEAD);
        Command mine = time.commands().getFirst();
        Command forged = new Command(
                mine.id(),
                new HostId("evil"),
                mine.boot(),
                mine.epoch(),
                mine.action(),
                mine.target(),
                mine.guard(),
                mine.reason(),
                mine.notBefore(),
                mine.notAfter());

        time.answers(forged, new Outcome.Gone());

        assertThat(time.finding("web-1", 1).progress()).isInstanceOf(Progress.Commanded.class);
    }

    @Test
    void isUnknownWhenNobodyAnswersAndTriedAgainAfterARest() {
        Timeline time = stuck(DROP_DEAD);
        time.after(Duration.ofSeconds(91)).ticks();
        assertThat(time.finding("web-1", 1).verdict()).isEqualTo(Verdict.UNKNOWN);

        time.after(MINUTE).sees("web-1", time.dead(1)).after(MINUTE).sees("web-1", time.dead(1));

        assertThat(time.commands()).hasSize(2);
    }

    /// It was not seen for a moment, say: what was tried before is not forgotten.
    @Test
    void restsAfterACommandAlsoWhereTheFindingWasClearedMeanwhile() {
        Timeline time = Timeline.of(DROP_DEAD);
        time.sees("web-1", time.dead(1)).after(TEN).sees("web-1", time.dead(1));
        time.answers(time.commands().getFirst(), new Outcome.StillThere("it did not end"));
        time.after(TEN).sees("web-1", time.healthy(1));
        time.after(TEN).sees("web-1", time.dead(1));

        time.after(TEN).sees("web-1", time.dead(1));

        assertThat(time.commands()).hasSize(1);
        assertThat(time.finding("web-1", 1).progress())
                .isInstanceOfSatisfying(
                        Progress.HeldBack.class,
                        held -> assertThat(held.because()).startsWith("it rests after a command until 12:"));
    }

    @Test
    void closesWhatWasSaidOfAHostThatWasTakenOut() {
        Timeline time = Timeline.of(DROP_DEAD.replace("enforce", "shadow"));
        time.sees("web-1", time.dead(1)).sees("web-2", time.dead(2)).after(TEN);
        time.sees("web-1", time.dead(1)).sees("web-2", time.dead(2));

        time.tell(new Input.Gone(new HostId("web-1"), time.now));

        assertThat(time.finding("web-1", 1).verdict()).isEqualTo(Verdict.CLEARED);
        assertThat(time.finding("web-2", 2).verdict()).isEqualTo(Verdict.STUCK);
    }

    /// A warning that brings its user back night after night is no attempt that failed.
    @Test
    void countsNoAttemptThatHasHelped() {
        Timeline time = Timeline.of(DROP_DEAD.replace("do: drop", "do: warn"));

        for (int night = 0; night < 5; night++) {
            time.sees("web-1", time.dead(1)).after(TEN).sees("web-1", time.dead(1));
            time.answers(time.commands().getLast(), new Outcome.Warned(1));
            time.after(MINUTE).sees("web-1", time.healthy(1));
            time.after(Duration.ofHours(20));
        }

        assertThat(time.commands()).hasSize(5);
    }

    /// Whoever's it was: without its connection it is gone, and after a boot everything is.
    @Test
    void aSessionIsGoneWithItsConnectionThoughOwnersCannotBeSeen() {
        Timeline idle = Timeline.of(CLOSE_IDLE.replace("enforce", "shadow"));
        Connection connection = Hosts.authenticated(
                1,
                idle.healthy(1).tcp(),
                List.of(Hosts.shell(20_001, 1000, idle.now.minus(Duration.ofHours(1)))),
                List.of());
        idle.sees("web-1", connection).sees("web-1", connection);
        List<Blindspot> blind = List.of(new Blindspot(Blindspot.Sense.OWNERS, "no capability"));
        Connection without = Hosts.authenticated(1, idle.healthy(1).tcp(), List.of(), List.of());

        idle.after(TEN).shows(Hosts.snapshot("web-1", idle.now, blind, List.of(without)));
        Verdict unseen = idle.ledger.findings().getFirst().verdict();
        idle.after(TEN).shows(Hosts.snapshot("web-1", idle.now, blind, List.of()));

        assertThat(unseen).isEqualTo(Verdict.UNKNOWN);
        assertThat(idle.ledger.findings().getFirst().verdict()).isEqualTo(Verdict.CLEARED);
    }

    /// Nobody knows what was in between.
    @Test
    void countsAnewAfterATimeInWhichNobodyCouldHearTheHost() {
        Timeline time = Timeline.of(DROP_DEAD);
        time.sees("web-1", time.dead(1));
        time.tell(new Input.Missed(new HostId("web-1"), time.now));

        time.after(TEN).sees("web-1", time.dead(1));
        int at = time.commands().size();
        time.after(TEN).sees("web-1", time.dead(1));

        assertThat(at).isZero();
        assertThat(time.commands()).hasSize(1);
    }

    @Test
    void givesUpAfterThreeAttempts() {
        Policy generous = Policy.DEFAULT.with(
                new Allowance(99, Duration.ofHours(1)), new Allowance(99, Duration.ofHours(1)), Duration.ofHours(1));
        Timeline time = new Timeline(generous, DROP_DEAD, new FleetFigures(1, 1, 100));

        for (int i = 0; i < 60; i++) {
            time.after(MINUTE).sees("web-1", time.dead(1)).ticks();
        }

        assertThat(time.commands()).hasSize(3);
    }

    @Test
    void isClearedWhenThePeerComesBack() {
        Timeline time = stuck(DROP_DEAD);
        time.answers(time.commands().getFirst(), new Outcome.Refused("data came in"));

        time.after(TEN).sees("web-1", time.healthy(1));

        assertThat(time.finding("web-1", 1).verdict()).isEqualTo(Verdict.CLEARED);
    }

    @Test
    void isClearedWhenItIsGoneByItself() {
        Timeline time = stuck(DROP_DEAD.replace("enforce", "shadow"));

        time.after(TEN).sees("web-1");

        assertThat(time.finding("web-1", 1).verdict()).isEqualTo(Verdict.CLEARED);
    }

    @Test
    void missingFromATruncatedListIsNotGone() {
        Timeline time = stuck(DROP_DEAD.replace("enforce", "shadow"));

        time.after(TEN)
                .shows(Hosts.snapshot(
                        "web-1",
                        time.now,
                        List.of(new Blindspot(Blindspot.Sense.TRUNCATED, "more than 4096 connections")),
                        List.of()));

        assertThat(time.finding("web-1", 1).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void inShadowSaysWhatItWouldDoAndDoesNothing() {
        Timeline time = stuck(DROP_DEAD.replace("enforce", "shadow"));

        Finding finding = time.finding("web-1", 1);

        assertThat(finding.progress()).isEqualTo(new Progress.Shadowed(Action.DROP));
        assertThat(time.commands()).isEmpty();
    }

    @Test
    void actsOnAKnownFindingWhenItsRuleIsPutToWork() {
        Timeline time = stuck(DROP_DEAD.replace("enforce", "shadow"));
        time.judge = new Judge(Written.rules(DROP_DEAD));

        time.after(TEN).sees("web-1", time.dead(1));

        assertThat(time.commands()).hasSize(1);
        assertThat(time.finding("web-1", 1).mode()).isEqualTo(Mode.ENFORCE);
    }

    @Test
    void aSilentHostsFindingsAreUnknownAndNothingIsSent() {
        Timeline time = stuck(DROP_DEAD.replace("enforce", "shadow"));
        time.judge = new Judge(Written.rules(DROP_DEAD));

        time.after(MINUTE.multipliedBy(2))
                .tell(Input.look(time.judge, time.silent("web-1", time.dead(1)), time.figures, time.now));

        assertThat(time.finding("web-1", 1).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(time.commands()).isEmpty();
    }

    @Test
    void doesNotRepeatItselfWhileNothingChanges() {
        Timeline time = stuck(DROP_DEAD);
        int before = time.effects.size();

        time.after(TEN)
                .sees("web-1", time.dead(1))
                .ticks()
                .after(TEN)
                .sees("web-1", time.dead(1))
                .ticks();

        assertThat(time.effects).hasSize(before);
    }

    @Test
    void forgetsWhatWasOverForADay() {
        Timeline time = stuck(DROP_DEAD);
        time.answers(time.commands().getFirst(), new Outcome.Gone());

        time.after(Duration.ofHours(25)).ticks();

        assertThat(time.of(Effect.Forget.class)).hasSize(1);
        assertThat(time.ledger.findings()).isEmpty();
    }

    @Test
    void aRestartRepeatsNoCommandAndLosesNoFinding() {
        Timeline time = stuck(DROP_DEAD);
        List<Finding> topic = time.ledger.findings();

        time.ledger = Ledger.recover(topic, time.commands());
        time.after(TEN).sees("web-1", time.dead(1)).after(TEN).sees("web-1", time.dead(1), time.dead(2));

        assertThat(time.commands()).hasSize(1);
        assertThat(time.finding("web-1", 1).progress()).isInstanceOf(Progress.Commanded.class);
    }

    @Test
    void aRestartStillWaitsForTheAnswerThatCameMeanwhile() {
        Timeline time = stuck(DROP_DEAD);
        Command sent = time.commands().getFirst();
        Receipt gone =
                new Receipt(sent.id(), sent.host(), new Outcome.Gone(), List.of(), List.of(), Duration.ZERO, time.now);

        time.ledger = Ledger.recover(time.ledger.findings(), time.commands());

        assertThat(time.ledger.awaits(gone)).isTrue();
        time.answers(sent, new Outcome.Gone());
        assertThat(time.finding("web-1", 1).verdict()).isEqualTo(Verdict.ENDED);
        assertThat(time.ledger.awaits(gone)).isFalse();
    }

    private static Timeline stuck(String rules) {
        Timeline time = Timeline.of(rules);
        time.sees("web-1", time.dead(1)).after(TEN).sees("web-1", time.dead(1));
        assertThat(time.finding("web-1", 1).target()).isEqualTo(connection("web-1", 1));
        return time;
    }
}
