package io.hangup.controller.govern;

import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// One step in the making, for one host: its book, the budget and the effects so far. Lives within one decision only.
final class Draft {
    private final Ledger before;
    private final HostId host;
    private final Instant at;
    private final TreeMap<FindingId, Watch> watches;
    private final List<Effect> effects = new ArrayList<>();
    private boolean changed;
    private Budget budget;
    private Surge surge;

    Draft(Ledger before, HostId host, Instant at) {
        this.before = before;
        this.host = host;
        this.at = at;
        this.watches = new TreeMap<>(before.book(host).watches());
        this.budget = before.budget();
        this.surge = before.surge();
    }

    Step step() {
        return changed
                ? new Step(new Ledger(before.shelf().with(host, new Book(watches)), budget, surge), effects)
                : new Step(before, effects);
    }

    Instant at() {
        return at;
    }

    Budget budget() {
        return budget;
    }

    Surge surge() {
        return surge;
    }

    List<Watch> watches() {
        return List.copyOf(watches.values());
    }

    Optional<Watch> watch(FindingId id) {
        return Optional.ofNullable(watches.get(id));
    }

    /// The watch whose finding waits for this answer.
    Optional<Watch> awaiting(Receipt receipt) {
        return Ledger.awaiting(new Book(watches), receipt);
    }

    void put(Watch watch) {
        if (watch.idle()) {
            changed |= watches.remove(watch.id()) != null;
        } else {
            changed |= !watch.equals(watches.put(watch.id(), watch));
        }
    }

    void forget(Watch watch) {
        changed |= watches.remove(watch.id()) != null;
        effects.add(new Effect.Forget(watch.id()));
        watch.finding()
                .ifPresent(finding -> audit(
                        new Entry.Judged(finding, Entry.Stage.FORGOTTEN, "over for long enough, leaves the feed")));
    }

    /// Keeps the watch with a finding that has changed, and publishes that.
    Watch publish(Watch watch, Finding finding, String story) {
        boolean open = watch.finding().filter(before -> !before.over()).isPresent();
        Entry.Stage unlessOver = open ? Entry.Stage.CHANGED : Entry.Stage.FOUND;
        Entry.Stage stage = finding.over() ? Entry.Stage.CLOSED : unlessOver;
        return publish(watch, finding, new Entry.Judged(finding, stage, story));
    }

    /// The same, where the audit is to say something else of it.
    Watch publish(Watch watch, Finding finding, Entry entry) {
        Watch next = watch.with(finding);
        put(next);
        effects.add(new Effect.Publish(finding));
        audit(entry);
        return next;
    }

    void audit(Entry entry) {
        effects.add(new Effect.Audit(entry));
    }

    void refuse(Effect.Refusal refusal, String why) {
        effects.add(new Effect.Refuse(refusal, why));
    }

    void send(Command command, List<Approval> approvals, String rule) {
        effects.add(new Effect.Send(command, approvals));
        budget = budget.with(new Spend(command.id(), host, rule, at));
        changed = true;
    }

    /// Counts a connection that was just found stuck, once whatever the rules that found it.
    void countStuck(Watch watch, Duration window) {
        Target whole = Ledger.whole(watch.target());
        boolean counted = watches.values().stream()
                .filter(other -> !other.id().equals(watch.id()))
                .filter(other -> Ledger.whole(other.target()).equals(whole))
                .anyMatch(other -> other.finding()
                        .filter(finding -> !finding.over() && !(finding.progress() instanceof Progress.Reported))
                        .isPresent());
        if (!counted) {
            surge = surge.with(at, window);
            changed = true;
        }
    }

    /// As [Ledger#standing], with what this step has changed.
    int standing(String rule) {
        return before.standing(rule)
                - Ledger.standing(rule, before.book(host))
                + Ledger.standing(rule, new Book(watches));
    }

    /// The finding whose command for exactly this target has no answer yet.
    Optional<FindingId> underWay(Target target) {
        return watches.values().stream()
                .filter(watch -> watch.target().equals(target))
                .flatMap(watch -> watch.finding().stream())
                .filter(finding -> finding.progress() instanceof Progress.Commanded)
                .map(Finding::id)
                .findFirst();
    }

    /// The finding whose command for this connection has no answer yet.
    Optional<FindingId> outstanding(Target.OneConnection connection) {
        return watches.values().stream()
                .filter(watch -> watch.connection().filter(connection::equals).isPresent())
                .flatMap(watch -> watch.finding().stream())
                .filter(finding -> finding.progress() instanceof Progress.Commanded)
                .map(Finding::id)
                .findFirst();
    }
}
