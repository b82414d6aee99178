package io.hangup.agent.executor;

import io.hangup.agent.census.HostView;
import io.hangup.agent.enforce.Decision;
import io.hangup.agent.enforce.Enforcement;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Standing;
import io.hangup.agent.loop.Clock;
import io.hangup.agent.loop.Identity;
import io.hangup.agent.loop.Sight;
import io.hangup.agent.policy.Consent;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.HostProcess;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Takes commands, sees each through and answers it: exactly one answer a command, however often it comes.
///
/// The order is what makes it safe: answered before? → may it be? → hold the process → look anew → may it
/// still be? → write the intent → signal → look until it is gone → write the answer → send it.
final class CommandDesk implements Endings.Paper, AutoCloseable {
    /// Commands under way at a time; more are refused.
    static final int LIMIT = 32;

    private static final Logger LOG = System.getLogger(CommandDesk.class.getName());

    private final Identity identity;
    private final Optional<String> unable;
    private final Hearing hearing;
    private final Sight sight;
    private final Hand hand;
    private final Journal journal;
    private final Consumer<Receipt> receipts;
    private final Clock clock;
    private final Inquiries inquiries;
    private final Reaps reaps;
    private final Renewals renewals;
    private final Endings endings;

    CommandDesk(
            Identity identity,
            Optional<String> unable,
            Hearing hearing,
            Sight sight,
            Hand hand,
            Journal journal,
            Consumer<Receipt> receipts,
            Clock clock,
            Inquiries inquiries,
            Restarter restarter) {
        this.identity = identity;
        this.unable = unable;
        this.hearing = hearing;
        this.sight = sight;
        this.hand = hand;
        this.journal = journal;
        this.receipts = receipts;
        this.clock = clock;
        this.inquiries = inquiries;
        endings = new Endings(hearing, sight, hand, clock, inquiries, this::standing, this);
        reaps = new Reaps(hearing, sight, hand, clock);
        renewals = new Renewals(restarter, hand, clock, this::standing, new Renewals.Paper() {
            @Override
            public Optional<Outcome> prepare(Command command) {
                return unwritten(journal.prepare(command));
            }

            @Override
            public Optional<Outcome> intend(Command command, List<HostProcess> leaders) {
                return CommandDesk.this.intend(command, Duration.ZERO, leaders);
            }
        });
    }

    boolean busy() {
        return endings.size() > 0 || reaps.size() > 0 || renewals.size() > 0;
    }

    /// Answers what an earlier agent left open. What it had begun is answered from a look at what is true now, and
    /// nothing is signalled again. What it had only prepared is refused, if the ledger is whole: else it may have
    /// been begun.
    void recover(Supplier<HostView> look) {
        if (journal.fault().isEmpty()) {
            for (Command command : journal.prepared()) {
                settle(command, new Outcome.Refused(Aftermath.PREPARED), List.of(), List.of(), Duration.ZERO);
            }
        }
        List<Journal.Open> begun = journal.open();
        if (begun.isEmpty()) {
            return;
        }
        HostView view = look.get();
        for (Journal.Open open : begun) {
            if (open.command().target() instanceof CommandTarget.Server server
                    && open.command().boot().equals(identity.boot())) {
                renewals.resume(open, server, hearing.law());
                continue;
            }
            Aftermath.End end = Aftermath.of(open, identity.boot(), view, sight);
            settle(
                    open.command(),
                    end.outcome(),
                    open.draft().steps(),
                    end.leftBehind(),
                    open.draft().took());
        }
    }

    /// Takes one command whose signature is valid.
    ///
    /// @param consent whose signature that is
    void take(Command command, Consent consent) {
        var order = new Order(command, consent, clock.running());
        if (endings.holds(command.id())
                || inquiries.holds(command.id())
                || reaps.holds(command.id())
                || renewals.holds(command.id())) {
            return;
        }
        Optional<Receipt> before = journal.answered(command.id());
        if (before.isPresent()) {
            before.ifPresent(receipts);
            return;
        }
        Optional<Outcome> outcome = journal.fault()
                .<Outcome>map(Outcome.Refused::new)
                .or(() -> full())
                .or(() -> endings.kept(order))
                .or(() -> Enforcement.atArrival(command, consent, standing()).map(CommandDesk::told))
                .or(() -> attempt(order));
        outcome.ifPresent(o -> settle(order, o, List.of(), List.of()));
    }

    /// Answers a command that can't be checked. The journal is not for strangers: nothing is written down.
    void turnAway(Command command, String why) {
        receipts.accept(receipt(command, new Outcome.Refused(why), List.of(), List.of(), Duration.ZERO));
    }

    /// How long it must stay to spare whom it promised to; empty where nobody is promised anything.
    Optional<Duration> promised() {
        return endings.promised();
    }

    /// Has the next look read in full who was warned: a job can begin by itself meanwhile.
    void heed() {
        endings.heed();
    }

    /// Looks where every undertaking stands.
    void advance(HostView view) {
        endings.advance(view);
        if (reaps.size() > 0) {
            reaps.advance(view, standing()).forEach(this::finish);
        }
        for (Renewals.Ended ended : renewals.advance(view)) {
            Duration took = clock.running().minus(ended.arrived());
            settle(ended.command(), ended.outcome(), ended.steps(), List.of(), took);
        }
    }

    /// Answers those whose peer has answered.
    void hear() {
        for (Inquiries.Ended ended : inquiries.ended()) {
            Duration took = clock.running().minus(ended.arrived());
            settle(ended.command(), ended.outcome(), List.of(), List.of(), took);
        }
    }

    @Override
    public void close() {
        endings.close();
        reaps.close();
        renewals.close();
    }

    private Optional<Outcome> attempt(Order order) {
        return switch (order.command().target()) {
            case CommandTarget.OneConnection target -> endings.attempt(order, target);
            case CommandTarget.OneOrphan target -> reap(order, target);
            case CommandTarget.Server server ->
                renewals.begin(
                        order.command(), server, order.consent(), order.arrived(), () -> sight.look(clock.now()));
        };
    }

    private Optional<Outcome> reap(Order order, CommandTarget.OneOrphan target) {
        return switch (reaps.consider(order.command(), target, order.consent(), standing())) {
            case Reaps.Considered.No(Outcome outcome) -> Optional.of(outcome);
            case Reaps.Considered.Ready(Reap reap) -> {
                Optional<Outcome> stopped = intend(order, reap.held());
                if (stopped.isPresent()) {
                    reap.close();
                } else {
                    reaps.begin(order.command(), reap, order.arrived()).ifPresent(this::finish);
                }
                yield stopped;
            }
        };
    }

    private void finish(Reaps.Ended ended) {
        settle(
                ended.command(),
                ended.end().outcome(),
                ended.reap().steps(),
                ended.end().leftBehind().stream().limit(Endings.LISTED).toList(),
                clock.running().minus(ended.arrived()));
    }

    @Override
    public Optional<Outcome> intend(Order order, List<HostProcess> processes) {
        return intend(order.command(), clock.running().minus(order.arrived()), processes);
    }

    private Optional<Outcome> intend(Command command, Duration took, List<HostProcess> processes) {
        Receipt draft = receipt(command, new Outcome.Unknown(Aftermath.RESTARTED), List.of(), processes, took);
        return unwritten(journal.intend(command, draft))
                .or(() -> Optional.<Outcome>of(new Outcome.Expired())
                        .filter(_ -> command.notAfter().isBefore(clock.now())));
    }

    private static Optional<Outcome> unwritten(Optional<String> why) {
        return why.map(w -> new Outcome.Refused("the ledger can't be written: " + w));
    }

    @Override
    public void settle(Order order, Outcome outcome, List<Receipt.Step> steps, List<HostProcess> leftBehind) {
        settle(order.command(), outcome, steps, leftBehind, clock.running().minus(order.arrived()));
    }

    private void settle(
            Command command, Outcome outcome, List<Receipt.Step> steps, List<HostProcess> leftBehind, Duration took) {
        Receipt receipt = receipt(command, outcome, steps, leftBehind, took);
        journal.settle(receipt, command.epoch())
                .ifPresent(why -> LOG.log(Level.ERROR, "An answer could not be written to the ledger: {0}", why));
        receipts.accept(receipt);
    }

    private Receipt receipt(
            Command command, Outcome outcome, List<Receipt.Step> steps, List<HostProcess> leftBehind, Duration took) {
        return new Receipt(command.id(), identity.host(), outcome, steps, leftBehind, took, clock.now());
    }

    private Optional<Outcome> full() {
        return Optional.of(endings.size() + inquiries.size() + reaps.size() + renewals.size())
                .filter(Predicate.not(n -> n < LIMIT))
                .map(n -> new Outcome.Refused(n + " commands are being carried out already"));
    }

    private Standing standing() {
        return new Standing(
                identity.host(),
                identity.boot(),
                identity.facts().bootedAt(),
                unable,
                journal.highestEpoch(),
                hand.lineage(),
                hearing.law(),
                journal.spending(),
                hearing.moment());
    }

    static Outcome told(Decision decision) {
        return switch (decision) {
            case Decision.Refuse(String because) -> new Outcome.Refused(because);
            case Decision.Expire() -> new Outcome.Expired();
            case Decision.Permit _, Decision.Ask _, Decision.Tell _, Decision.Keep _ ->
                throw new IllegalStateException("a permitted command is not answered yet");
        };
    }
}
