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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The commands about connections and their sessions: judges each, holds who serves the connection, and sees it
/// through.
final class Endings implements AutoCloseable {
    /// The most processes that a receipt lists.
    static final int LISTED = 256;

    private final Hearing hearing;
    private final Sight sight;
    private final Hand hand;
    private final Clock clock;
    private final Inquiries inquiries;
    private final Supplier<Standing> standing;
    private final Paper paper;
    private final Kept kept = new Kept();
    private final Map<CommandId, Job> jobs = new LinkedHashMap<>();

    Endings(
            Hearing hearing,
            Sight sight,
            Hand hand,
            Clock clock,
            Inquiries inquiries,
            Supplier<Standing> standing,
            Paper paper) {
        this.hearing = hearing;
        this.sight = sight;
        this.hand = hand;
        this.clock = clock;
        this.inquiries = inquiries;
        this.standing = standing;
        this.paper = paper;
    }

    /// Where what is done is written down.
    interface Paper {
        /// Writes an intent down, before anything is done. Writing can take its time, so what came too late
        /// meanwhile is not begun.
        ///
        /// @param processes of the login, before the first signal
        /// @return why it may not be begun, if so
        Optional<Outcome> intend(Order order, List<HostProcess> processes);

        /// Writes an answer down and gives it.
        void settle(Order order, Outcome outcome, List<Receipt.Step> steps, List<HostProcess> leftBehind);
    }

    private record Job(Order order, Undertaking undertaking) {
        Command command() {
            return order.command();
        }
    }

    int size() {
        return jobs.size();
    }

    boolean holds(CommandId command) {
        return jobs.containsKey(command);
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
    }

    @Override
    public void close() {
        jobs.values().forEach(job -> job.undertaking().close());
        jobs.clear();
    }

    /// Whoever signs himself has read what he ends.
    Optional<Outcome> kept(Order order) {
        boolean ends =
                order.command().action() == Action.DROP || order.command().action() == Action.CLOSE;
        return ends
                        && order.consent() == Consent.AUTOMATIC
                        && order.command().target() instanceof CommandTarget.OneConnection target
                ? kept.why(target.cookie(), clock.running()).map(Outcome.Refused::new)
                : Optional.empty();
    }

    /// Takes hold of who serves the connection, looks anew, and decides. Empty when it was begun or answered.
    Optional<Outcome> attempt(Order order, CommandTarget.OneConnection target) {
        return switch (hand.grip(target.process().pid())) {
            case Gripped.Missed(String why, var _) -> Optional.of(new Outcome.Refused(why));
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
                Enforcement.decide(order.command(), target, order.consent(), standing.get(), grip.held(), view, scene);
        return switch (decision) {
            case Decision.Permit permit ->
                begin(order, target, permit, grip, view, ending(permit, scene.orElseThrow()));
            case Decision.Tell tell -> tell(order, target, tell, view);
            case Decision.Keep(Connection connection) -> keep(order, connection);
            case Decision.Ask(Connection connection) -> ask(order, connection);
            case Decision.Refuse _, Decision.Expire _ -> Optional.of(CommandDesk.told(decision));
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
        Optional<Outcome> stopped = paper.intend(order, List.of());
        if (stopped.isEmpty()) {
            inquiries.begin(order.command(), connection, clock.now(), order.arrived(), clock.running());
        }
        return stopped;
    }

    private Optional<Outcome> tell(Order order, CommandTarget.OneConnection target, Decision.Tell tell, HostView view) {
        Optional<Outcome> stopped = paper.intend(order, List.of());
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
        paper.settle(order, outcome, made.steps(), List.of());
        return Optional.empty();
    }

    private Optional<Outcome> keep(Order order, Connection connection) {
        Optional<Outcome> stopped = paper.intend(order, List.of());
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
        return new Crew(connection, target, session, standing.get(), view);
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
        Optional<Outcome> stopped = paper.intend(order, processes);
        if (stopped.isPresent()) {
            return stopped;
        }
        var job = new Job(order, undertaking(target, permit, grip, view, processes));
        jobs.put(order.command().id(), job);
        job.undertaking().begin(order.command(), clock.now(), clock.running()).ifPresent(end -> finish(job, end));
        return Optional.empty();
    }

    private void finish(Job job, Undertaking.End end) {
        jobs.remove(job.command().id());
        job.undertaking().close();
        paper.settle(job.order(), end.outcome(), job.undertaking().steps(), end.leftBehind());
    }
}
