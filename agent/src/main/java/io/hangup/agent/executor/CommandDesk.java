package io.hangup.agent.executor;

import io.hangup.agent.census.HostView;
import io.hangup.agent.enforce.Channel;
import io.hangup.agent.enforce.Crew;
import io.hangup.agent.enforce.Decision;
import io.hangup.agent.enforce.Enforcement;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Hand.Gripped;
import io.hangup.agent.enforce.Standing;
import io.hangup.agent.enforce.Warning;
import io.hangup.agent.loop.Clock;
import io.hangup.agent.loop.Identity;
import io.hangup.agent.loop.Sight;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Judge;
import io.hangup.agent.policy.Scene;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Takes commands, sees each through and answers it: exactly one answer a command, however often it comes.
///
/// The order is what makes it safe: answered before? → may it be? → hold the process → look anew → may it
/// still be? → write the intent → signal → look until it is gone → write the answer → send it.
final class CommandDesk implements AutoCloseable {
    /// Commands under way at a time; more are refused.
    static final int LIMIT = 32;

    /// The most processes that a receipt lists.
    static final int LISTED = 256;

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
    private final Kept kept = new Kept();
    private final Map<CommandId, Job> jobs = new LinkedHashMap<>();

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
        this.reaps = new Reaps(hearing, sight, hand, clock);
        renewals = new Renewals(
                restarter, hand, clock, this::standing, (command, leaders) -> intend(command, Duration.ZERO, leaders));
    }

    private record Job(Order order, Undertaking undertaking) {
        Command command() {
            return order.command();
        }
    }

    private record Order(Command command, Consent consent, Duration arrived) {}

    boolean busy() {
        return !jobs.isEmpty() || reaps.size() > 0 || renewals.size() > 0;
    }

    /// Answers what an earlier agent left open, from a look at what is true now. Nothing is signalled again.
    void recover(HostView view) {
        for (Journal.Open open : journal.open()) {
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
        if (jobs.containsKey(command.id())
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
                .or(() -> kept(order))
                .or(() -> Enforcement.atArrival(command, consent, standing()).map(CommandDesk::told))
                .or(() -> attempt(order));
        outcome.ifPresent(
                o -> settle(command, o, List.of(), List.of(), clock.running().minus(order.arrived())));
    }

    /// Whoever signs himself has read what he ends.
    private Optional<Outcome> kept(Order order) {
        boolean ends =
                order.command().action() == Action.DROP || order.command().action() == Action.CLOSE;
        return ends
                        && order.consent() == Consent.AUTOMATIC
                        && order.command().target() instanceof CommandTarget.OneConnection target
                ? kept.why(target.cookie(), clock.running()).map(Outcome.Refused::new)
                : Optional.empty();
    }

    /// Answers a command that can't be checked. The journal is not for strangers: nothing is written down.
    void turnAway(Command command, String why) {
        receipts.accept(receipt(command, new Outcome.Refused(why), List.of(), List.of(), Duration.ZERO));
    }

    /// How long it must stay to spare whom it promised to; empty where nobody is promised anything.
    Optional<Duration> promised() {
        return kept.patience(clock.running());
    }

    /// Has the next look read in full who was warned: a job can begin by itself meanwhile.
    void heed() {
        jobs.values().stream()
                .map(Job::undertaking)
                .filter(Undertaking::waits)
                .forEach(warned -> sight.heed(warned.cookie()));
    }

    /// Looks where every undertaking stands.
    void advance(HostView view) {
        for (Job job : List.copyOf(jobs.values())) {
            job.undertaking()
                    .advance(view, sight, clock.now(), clock.running(), () -> Judge.halt(hearing.law()))
                    .ifPresent(end -> finish(job, end));
        }
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
        jobs.values().forEach(job -> job.undertaking().close());
        jobs.clear();
        reaps.close();
        renewals.close();
    }

    private Optional<Outcome> attempt(Order order) {
        return switch (order.command().target()) {
            case CommandTarget.OneConnection target -> attempt(order, target);
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
                ended.end().leftBehind().stream().limit(LISTED).toList(),
                clock.running().minus(ended.arrived()));
    }

    private Optional<Outcome> attempt(Order order, CommandTarget.OneConnection target) {
        return switch (hand.grip(target.process().pid())) {
            case Gripped.Missed(String why) -> Optional.of(new Outcome.Refused(why));
            case Gripped.Held(Grip grip) -> {
                Optional<Outcome> outcome = aim(order, target, grip);
                if (!jobs.containsKey(order.command().id())) {
                    grip.close();
                }
                yield outcome;
            }
        };
    }

    private Optional<Outcome> aim(Order order, CommandTarget.OneConnection target, Grip grip) {
        sight.heed(target.cookie());
        HostView view = sight.look(clock.now());
        Optional<Scene> scene = Enforcement.connection(target.cookie(), view)
                .map(c -> hearing.scene(view, c, sight.processesOf(c), ending()));
        Decision decision =
                Enforcement.decide(order.command(), target, order.consent(), standing(), grip.held(), view, scene);
        return switch (decision) {
            case Decision.Permit permit ->
                begin(order, target, permit, grip, view, ending(permit, scene.orElseThrow()));
            case Decision.Tell tell -> tell(order, target, tell, view);
            case Decision.Keep(Connection connection) -> keep(order, connection);
            case Decision.Ask(Connection connection) -> ask(order, connection);
            case Decision.Refuse _, Decision.Expire _ -> Optional.of(told(decision));
        };
    }

    private Set<SocketCookie> ending() {
        return jobs.values().stream().map(job -> job.undertaking().cookie()).collect(Collectors.toSet());
    }

    private Optional<Outcome> ask(Order order, Connection connection) {
        Optional<String> closed = inquiries.closed();
        if (closed.isPresent()) {
            return closed.map(Outcome.Refused::new);
        }
        Optional<Outcome> stopped = intend(order, List.of());
        if (stopped.isEmpty()) {
            inquiries.begin(order.command(), connection, clock.now(), order.arrived(), clock.running());
        }
        return stopped;
    }

    private Optional<Outcome> tell(Order order, CommandTarget.OneConnection target, Decision.Tell tell, HostView view) {
        Optional<Outcome> stopped = intend(order, List.of());
        if (stopped.isPresent()) {
            return stopped;
        }
        Announcement.Made made = announcement(target, tell.connection(), Optional.empty(), view)
                .make(
                        tell.sessions(),
                        session -> Warning.text(order.command(), target.cookie(), session, Optional.empty()),
                        clock.now());
        Outcome outcome = made.terminals() > 0
                ? new Outcome.Warned(made.terminals())
                : new Outcome.Refused(made.steps().getFirst().what());
        settle(
                order.command(),
                outcome,
                made.steps(),
                List.of(),
                clock.running().minus(order.arrived()));
        return Optional.empty();
    }

    private Optional<Outcome> keep(Order order, Connection connection) {
        Optional<Outcome> stopped = intend(order, List.of());
        if (stopped.isPresent()) {
            return stopped;
        }
        String why = "kept: " + order.command().reason();
        List.copyOf(jobs.values()).stream()
                .filter(job -> job.undertaking().cookie().equals(connection.cookie()))
                .forEach(job -> job.undertaking().spare(why).ifPresent(end -> finish(job, end)));
        return Optional.of(new Outcome.Kept(kept.keep(connection.cookie(), why, clock.now(), clock.running())));
    }

    /// Of a login, what the command would end.
    private List<HostProcess> ending(Decision.Permit permit, Scene scene) {
        return permit.session()
                .map(session -> sight.processesOf(Channel.tree(permit.connection(), session)))
                .orElse(scene.processes());
    }

    private Announcement announcement(
            CommandTarget.OneConnection target, Connection connection, Optional<SshSession> session, HostView view) {
        return new Announcement(connection, hand, crew(target, connection, session, view));
    }

    private Crew crew(
            CommandTarget.OneConnection target, Connection connection, Optional<SshSession> session, HostView view) {
        return new Crew(connection, target, session, standing(), view);
    }

    private Undertaking undertaking(
            CommandTarget.OneConnection target,
            Decision.Permit permit,
            Grip grip,
            HostView view,
            List<HostProcess> processes) {
        Crew crew = crew(target, permit.connection(), permit.session(), view);
        return new Undertaking(
                permit,
                new Reach(permit, grip, hand, crew),
                new Announcement(permit.connection(), hand, crew),
                processes);
    }

    private Optional<Outcome> begin(
            Order order,
            CommandTarget.OneConnection target,
            Decision.Permit permit,
            Grip grip,
            HostView view,
            List<HostProcess> login) {
        List<HostProcess> processes = Stream.concat(
                        login.stream(),
                        permit.session().isPresent() ? Stream.empty() : permit.connection().holders().stream())
                .distinct()
                .limit(LISTED)
                .toList();
        Optional<Outcome> stopped = intend(order, processes);
        if (stopped.isPresent()) {
            return stopped;
        }
        var job = new Job(order, undertaking(target, permit, grip, view, processes));
        jobs.put(order.command().id(), job);
        job.undertaking().begin(order.command(), clock.now(), clock.running()).ifPresent(end -> finish(job, end));
        return Optional.empty();
    }

    /// Writes the intent down. Writing can take its time, so what came too late meanwhile is not begun.
    private Optional<Outcome> intend(Order order, List<HostProcess> processes) {
        return intend(order.command(), clock.running().minus(order.arrived()), processes);
    }

    private Optional<Outcome> intend(Command command, Duration took, List<HostProcess> processes) {
        Receipt draft = receipt(command, new Outcome.Unknown(Aftermath.RESTARTED), List.of(), processes, took);
        Optional<String> unwritten = journal.intend(command, draft);
        if (unwritten.isPresent()) {
            return unwritten.map(why -> new Outcome.Refused("the ledger can't be written: " + why));
        }
        return command.notAfter().isBefore(clock.now()) ? Optional.of(new Outcome.Expired()) : Optional.empty();
    }

    private void finish(Job job, Undertaking.End end) {
        jobs.remove(job.command().id());
        job.undertaking().close();
        settle(
                job.command(),
                end.outcome(),
                job.undertaking().steps(),
                end.leftBehind(),
                clock.running().minus(job.order().arrived()));
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
        return Optional.of(jobs.size() + inquiries.size() + reaps.size() + renewals.size())
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
