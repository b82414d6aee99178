package io.hangup.controller.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.feed.Feed;
import io.hangup.controller.feed.Filter;
import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.HostState;
import io.hangup.controller.fleet.Hosts;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.Orphan.Kept;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What a login left behind, and an operator who wants it gone.
class ReapingTest {
    private static final HostProcess SLEEP = Hosts.process(20_853, 1_000, "sleep");

    private final Timeline time = Timeline.of("rules: []");

    private HostSnapshot snapshot(List<Blindspot> blindspots, Orphan... orphans) {
        HostSnapshot plain = Hosts.snapshot("web-1", time.now);
        return new HostSnapshot(
                plain.host(),
                plain.boot(),
                plain.sequence(),
                plain.takenAt(),
                plain.activityWithin(),
                plain.facts(),
                plain.labels(),
                plain.listeners(),
                plain.connections(),
                plain.outgoing(),
                List.of(orphans),
                plain.controls(),
                plain.load(),
                blindspots);
    }

    private HostState host(Orphan... orphans) {
        return Hosts.state(snapshot(List.of(), orphans));
    }

    private Orphan orphan(OptionalLong audit) {
        return new Orphan(SLEEP, new Account(1_000, "alice"), audit, Kept.BACKGROUND, time.now.minusSeconds(600));
    }

    private Orphan orphan() {
        return orphan(OptionalLong.of(66));
    }

    private static Target.OneOrphan target() {
        return new Target.OneOrphan(Hosts.snapshot("web-1", Hosts.NOON).host(), Hosts.BOOT, SLEEP.stamp());
    }

    private List<Effect.Refusal> refusals() {
        return time.of(Effect.Refuse.class).stream().map(Effect.Refuse::refusal).toList();
    }

    @Test
    void namesTheProcessByAllThatTellsItFromAnother() {
        time.asks(host(orphan()), Action.REAP, target());

        assertThat(time.commands()).singleElement().satisfies(command -> {
            assertThat(command.action()).isEqualTo(Action.REAP);
            assertThat(command.target()).isEqualTo(new CommandTarget.OneOrphan(SLEEP.stamp(), 1_000, 66));
            assertThat(command.reason()).isEqualTo("carol: it hangs");
            assertThat(command.id().value()).startsWith("operator@web-1:9c1e-p20853#");
        });
        assertThat(time.ledger.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).hasToString("operator@web-1:9c1e-p20853");
            assertThat(finding.subject().user()).isEqualTo("alice");
        });
    }

    @Test
    void isOverOnceTheHostSaysThatItEnded() {
        time.asks(host(orphan()), Action.REAP, target());

        time.answers(time.commands().getFirst(), new Outcome.Reaped(1));

        assertThat(time.ledger.findings()).extracting(Finding::verdict).containsExactly(Verdict.ENDED);
    }

    @Test
    void staysStuckUntilItIsGone() {
        time.asks(host(orphan()), Action.REAP, target());
        time.answers(time.commands().getFirst(), new Outcome.StillThere("state D"));

        time.after(Duration.ofSeconds(5)).shows(snapshot(List.of(), orphan()));
        assertThat(time.ledger.findings()).extracting(Finding::verdict).containsExactly(Verdict.STUCK);
        time.after(Duration.ofSeconds(5)).shows(snapshot(List.of(new Blindspot(Blindspot.Sense.ORPHANS, "unseen"))));
        assertThat(time.ledger.findings()).extracting(Finding::verdict).containsExactly(Verdict.UNKNOWN);
        time.after(Duration.ofSeconds(5)).shows(snapshot(List.of()));
        assertThat(time.ledger.findings()).extracting(Finding::verdict).containsExactly(Verdict.CLEARED);
    }

    @Test
    void sendsNoSecondCommandForTheSameProcess() {
        time.asks(host(orphan()), Action.REAP, target());

        time.after(Duration.ofSeconds(5)).asks(host(orphan()), Action.REAP, target());

        assertThat(refusals()).containsExactly(Effect.Refusal.OUTSTANDING);
    }

    @Test
    void refusesWhatIsGoneOrOfNoKnownLogin() {
        time.asks(host(), Action.REAP, target());
        time.asks(host(orphan(OptionalLong.empty())), Action.REAP, target());

        assertThat(refusals()).containsExactly(Effect.Refusal.TARGET_GONE, Effect.Refusal.NOT_POSSIBLE);
        assertThat(time.commands()).isEmpty();
    }

    @Test
    void reapsNothingElseAndDoesNothingElseWithIt() {
        time.asks(host(orphan()), Action.DROP, target());
        time.asks(
                Hosts.state(Hosts.snapshot("web-1", time.now, time.healthy(1))),
                Action.REAP,
                Timeline.connection("web-1", 1));

        assertThat(refusals()).containsExactly(Effect.Refusal.NOT_POSSIBLE, Effect.Refusal.NOT_POSSIBLE);
        assertThat(time.commands()).isEmpty();
    }

    @Test
    void refusesWhileNobodyKnowsHowTheHostIs() {
        time.asks(time.silent("web-1"), Action.REAP, target());

        assertThat(refusals()).containsExactly(Effect.Refusal.HOST_IN_DOUBT);
    }

    @Test
    void keepsToTheBudgetOfWhatEnds() {
        HostState host = host(orphan());
        for (int i = 0; i < 2; i++) {
            time.asks(host, Action.REAP, target());
            time.answers(time.commands().getLast(), new Outcome.StillThere("state D"));
        }

        time.asks(host, Action.REAP, target());

        assertThat(refusals()).containsExactly(Effect.Refusal.BUDGET_SPENT);
    }

    @Test
    void isFoundByTheIdThatItIsListedUnder() {
        Fleet fleet = new Fleet(Duration.ofSeconds(90), 10);
        fleet.snapshot("web-1", snapshot(List.of(), orphan()), "digest", time.now);
        Feed feed = new Feed(fleet, Ledger.BLANK, time.now);

        assertThat(feed.orphans(Filter.NONE)).extracting(OrphanRow::id).containsExactly("web-1:9c1e-p20853");
        assertThat(feed.find("web-1:9c1e-p20853"))
                .hasValueSatisfying(found -> assertThat(found.target()).isEqualTo(target()));
        assertThat(feed.find("web-1:9c1e-p20854")).isEmpty();
    }
}
