package io.hangup.controller.loop;

import io.hangup.controller.feed.Feed;
import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.Reception;
import io.hangup.controller.govern.Approved;
import io.hangup.controller.govern.Effect;
import io.hangup.controller.govern.Governor;
import io.hangup.controller.govern.Ledger;
import io.hangup.controller.govern.Policy;
import io.hangup.controller.rule.Judge;
import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.TrustedKeys;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Owns the controller's state and lives on one Vert.x context: every method is called there, none blocks.
/// What comes in changes the fleet at once; what follows from it is decided in turns, and a turn counts only
/// once the journal has it.
public final class DecisionLoop implements Intake {
    private final Context context;
    private final InstantSource time;
    private final Fleet fleet;
    private final Judge judge;
    private final Policy policy;
    private final Journal journal;
    private final Duration settling;
    private final Tally tally;
    private final Consumer<Throwable> alarm;
    private final Drafts drafts;
    private final Inbox inbox = new Inbox();
    private final CommandBook commands = new CommandBook();
    private final Map<String, Finding> published = new HashMap<>();
    private final List<Arrival.Answer> answers = new ArrayList<>();
    private final List<Consumer<Change>> watchers = new ArrayList<>();
    private final List<Promise<Void>> waitingForRoom = new ArrayList<>();
    private Readiness readiness = new Readiness.Starting("connecting to Kafka");
    private Ledger ledger = Ledger.BLANK;
    private Instant settledAt = Instant.MIN;
    private long version;
    private boolean turning;

    /// @param alarm told of what must not happen: the state can't be relied on any more
    /// @param settling how long after an outage of the store a host's silence is not held against it
    /// @param operators whose approvals are passed on to hosts
    public DecisionLoop(
            Context context,
            InstantSource time,
            Fleet fleet,
            Judge judge,
            Policy policy,
            Journal journal,
            Duration settling,
            TrustedKeys operators,
            Tally tally,
            Consumer<Throwable> alarm) {
        this.context = context;
        this.time = time;
        this.fleet = fleet;
        this.judge = judge;
        this.policy = policy;
        this.journal = journal;
        this.settling = settling;
        this.drafts = new Drafts(operators);
        this.tally = tally;
        this.alarm = alarm;
    }

    @Override
    public Optional<Rejection> take(Arrival arrival) {
        return switch (arrival) {
            case Arrival.Snapshot(var key, var snapshot, var digest, var at) ->
                received(snapshot.host(), fleet.snapshot(key, snapshot, digest, at));
            case Arrival.Beat(var key, var heartbeat, var at) ->
                received(heartbeat.host(), fleet.heartbeat(key, heartbeat, at));
            case Arrival.Answer answer -> answered(answer);
            case Arrival.Farewell(var host) -> {
                fleet.forget(host);
                inbox.gone(host);
                wake();
                yield Optional.empty();
            }
            case Arrival.Published(var key, var finding) -> {
                replay(() -> published.put(key, finding));
                yield Optional.empty();
            }
            case Arrival.Withdrawn(var key) -> {
                replay(() -> published.remove(key));
                yield Optional.empty();
            }
            case Arrival.Sent(var command) -> {
                commands.sent(command);
                yield Optional.empty();
            }
        };
    }

    @Override
    public Future<Void> room() {
        if (!inbox.full()) {
            return Future.succeededFuture();
        }
        Promise<Void> room = Promise.promise();
        waitingForRoom.add(room);
        return room.future();
    }

    @Override
    public void rebuilt() {
        if (!rebuilding()) {
            throw new IllegalStateException("rebuilt twice");
        }
        ledger = Ledger.recover(published.values(), commands.sent());
        // Commands and answers are on different topics, so an answer may have been read before its command.
        for (Arrival.Answer answer : answers) {
            Optional<Command> first = commands.answered(answer.receipt());
            if (ledger.awaits(answer.receipt())) {
                inbox.add(new Inbox.Reply(answer.receipt(), first));
            }
        }
        published.clear();
        answers.clear();
        Instant now = time.instant();
        fleet.hosts(now).forEach(host -> inbox.look(host.host()));
        readiness = new Readiness.Ready();
        tick();
    }

    @Override
    public void degraded(Optional<String> why) {
        switch (readiness) {
            case Readiness.Starting _ ->
                readiness = new Readiness.Starting(why.orElse("reading what was known before"));
            case Readiness.Ready _
            when why.isPresent() -> readiness = new Readiness.Degraded(why.get(), time.instant());
            case Readiness.Degraded(var _, var since)
            when why.isPresent() -> readiness = new Readiness.Degraded(why.get(), since);
            case Readiness.Degraded _ -> {
                readiness = new Readiness.Ready();
                settledAt = time.instant().plus(settling);
            }
            case Readiness.Ready _ -> {}
        }
    }

    /// A second or so has passed.
    public void tick() {
        Instant now = time.instant();
        fleet.count(now);
        if (!(readiness instanceof Readiness.Ready)) {
            // Whoever is heard first after an outage is judged before it counts as over.
            fleet.unreliable().forEach(inbox::missed);
            return;
        }
        // Right after an outage of the store every host is silent, and the silence is ours.
        if (!now.isBefore(settledAt)) {
            fleet.newlyInDoubt().forEach(inbox::look);
        }
        inbox.tick();
        wake();
    }

    /// Asks that a connection be ended, a session of it closed, or its peer asked.
    ///
    /// @param who for the audit
    public Future<Answer> ask(CommandRequest request, String who) {
        return ask(request, who, Optional.empty());
    }

    /// Decides what would be sent and keeps it for an operator's approval. Nothing is sent and nothing is
    /// spent.
    ///
    /// @param who for the audit
    public Answer draft(CommandRequest request, String who) {
        if (readiness instanceof Readiness.Degraded(var why, var _)) {
            return new Answer.NotNow(why);
        }
        Instant now = time.instant();
        // Thrown away: a turn changes nothing outside.
        Turn turn = new Turn(fleet, judge, new Governor(policy, journal.epoch()), ledger, now);
        Answer would = turn.answer(new Ask(request, who, Optional.empty(), now, Promise.promise()));
        Answer answer =
                would instanceof Answer.Accepted(var view) ? drafts.keep(request, who, view.command(), now) : would;
        answer.refusal().ifPresent(why -> note(Ask.refused(request, who, why.reason(), why.why())));
        return answer;
    }

    /// Sends what was drafted, if the approval fits and it would still be decided.
    public Future<Answer> approve(CommandId id, Approval approval) {
        return switch (drafts.approve(id, approval, time.instant())) {
            case Drafts.Checked.Bad(var answer) -> {
                answer.refusal().ifPresent(why -> note(unapproved(id, approval, why)));
                yield Future.succeededFuture(answer);
            }
            case Drafts.Checked.Good(var request, var who, var approved) ->
                ask(request, who + ", approved with key " + approval.key(), Optional.of(approved));
        };
    }

    private static Entry unapproved(CommandId id, Approval approval, Entry.Reply.Refused why) {
        return new Entry.Asked("key " + approval.key(), Action.UNKNOWN, id.value(), "approval of a draft", why);
    }

    private void note(Entry entry) {
        inbox.note(entry);
        wake();
    }

    private Future<Answer> ask(CommandRequest request, String who, Optional<Approved> approved) {
        if (readiness instanceof Readiness.Degraded(var why, var _)) {
            return Future.succeededFuture(new Answer.NotNow(why));
        }
        Ask ask = new Ask(request, who, approved, time.instant(), Promise.promise());
        if (!inbox.add(ask)) {
            return Future.succeededFuture(new Answer.NotNow("too many requests wait already"));
        }
        wake();
        return ask.answer().future();
    }

    /// The rows as they are now.
    public Feed feed() {
        return new Feed(fleet, ledger, time.instant());
    }

    public Optional<Finding> finding(FindingId id) {
        return ledger.finding(id);
    }

    public Optional<CommandView> command(CommandId id) {
        return commands.find(id);
    }

    public Readiness readiness() {
        return readiness;
    }

    public long version() {
        return version;
    }

    public long epoch() {
        return journal.epoch();
    }

    public Instant now() {
        return time.instant();
    }

    /// Tells of every change of the feed from now on.
    public void watch(Consumer<Change> watcher) {
        watchers.add(watcher);
    }

    private Optional<Rejection> received(HostId host, Reception reception) {
        return switch (reception) {
            case Reception.Taken() -> {
                inbox.look(host);
                wake();
                yield Optional.empty();
            }
            case Reception.Outdated() -> Optional.empty();
            case Reception.Rejected(var reason, var why) ->
                Optional.of(new Rejection(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'), why));
        };
    }

    private Optional<Rejection> answered(Arrival.Answer answer) {
        if (!answer.key().equals(answer.receipt().host().value())) {
            return Optional.of(new Rejection("foreign-key", "the key names another host than the receipt"));
        }
        Optional<Command> first = commands.answered(answer.receipt());
        if (rebuilding()) {
            answers.add(answer);
        } else {
            first.ifPresent(command ->
                    tally.command(command.action(), word(answer.receipt().outcome())));
            inbox.add(new Inbox.Reply(answer.receipt(), first));
            wake();
        }
        return Optional.empty();
    }

    /// Findings are read only to remember; from then on this controller is the one that writes them.
    private void replay(Runnable remember) {
        if (rebuilding()) {
            remember.run();
        }
    }

    private boolean rebuilding() {
        return readiness instanceof Readiness.Starting;
    }

    private void wake() {
        if (!turning && !rebuilding()) {
            turning = true;
            context.runOnContext(_ -> turn());
        }
    }

    private void turn() {
        try {
            decide();
        } catch (RuntimeException e) {
            alarm.accept(e);
        }
    }

    private void decide() {
        Optional<Inbox.Batch> batch = inbox.next();
        if (batch.isEmpty()) {
            turning = false;
            return;
        }
        Turn turn = new Turn(fleet, judge, new Governor(policy, journal.epoch()), ledger, time.instant());
        turn.run(batch.get());
        List<Effect> lasting = turn.effects().stream()
                .filter(effect -> !(effect instanceof Effect.Refuse))
                .toList();
        Future<Journal.Written> written = lasting.isEmpty() && !journal.due()
                ? Future.succeededFuture(new Journal.Written.Kept())
                : journal.write(lasting);
        written.onSuccess(what -> done(batch.get(), turn, what)).onFailure(alarm::accept);
    }

    private void done(Inbox.Batch batch, Turn turn, Journal.Written written) {
        switch (written) {
            case Journal.Written.Kept() -> {
                ledger = turn.ledger();
                turn.effects().forEach(this::tell);
                turn.settled().forEach(settled -> settled.ask().answer().tryComplete(settled.answer()));
            }
            case Journal.Written.NotKept _ -> inbox.putBack(batch);
        }
        if (!inbox.full()) {
            List<Promise<Void>> waiting = List.copyOf(waitingForRoom);
            waitingForRoom.clear();
            waiting.forEach(Promise::tryComplete);
        }
        context.runOnContext(_ -> turn());
    }

    private void tell(Effect effect) {
        switch (effect) {
            case Effect.Publish(var finding) -> announce(new Change.Changed(++version, finding));
            case Effect.Forget(var id) -> announce(new Change.Forgotten(++version, id));
            case Effect.Send(var command, var _) -> {
                commands.sent(command);
                tally.command(command.action(), "sent");
            }
            case Effect.Audit(Entry.Unanswered given) -> tally.command(given.action(), "unanswered");
            case Effect.Audit _, Effect.Refuse _ -> {}
        }
    }

    private void announce(Change change) {
        watchers.forEach(watcher -> watcher.accept(change));
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Gone() -> "gone";
            case Outcome.ChannelClosed _ -> "channel-closed";
            case Outcome.Reaped _ -> "reaped";
            case Outcome.StillThere _ -> "still-there";
            case Outcome.Refused _ -> "refused";
            case Outcome.Expired() -> "expired";
            case Outcome.Unknown _ -> "unknown";
            case Outcome.Probed _ -> "probed";
            case Outcome.Warned _ -> "warned";
            case Outcome.Kept _ -> "kept";
            case Outcome.Restarted _ -> "restarted";
            case Outcome.NotRestarted _ -> "not-restarted";
        };
    }
}
