package io.hangup.agent.executor;

import io.hangup.agent.census.HostView;
import io.hangup.agent.enforce.Doorway;
import io.hangup.agent.enforce.Enforcement;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Hand.Gripped;
import io.hangup.agent.enforce.Standing;
import io.hangup.agent.executor.Restarter.Answer;
import io.hangup.agent.executor.Restarter.Pending;
import io.hangup.agent.loop.Clock;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Restart;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessStamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Commands that restart an SSH server, one at a time.
///
/// The order: may it be? → hold the listener → look anew → may it still be? → note that it is prepared → have its
/// settings tested → look anew → may it still be? → write the intent → restart → look until another process listens and
/// greets.
final class Renewals implements AutoCloseable {
    /// For the test of settings; on a busy host a JVM is started for it.
    static final Duration TO_TEST = Duration.ofSeconds(20);

    private final Restarter restarter;
    private final Hand hand;
    private final Clock clock;
    private final Supplier<Standing> standing;
    private final Paper paper;
    private final Map<CommandId, Job> jobs = new LinkedHashMap<>();

    /// Where what is to be done is written down, each time before it is.
    interface Paper {
        /// Writes down that it is being prepared. @return why it may not be, if so
        Optional<Outcome> prepare(Command command);

        /// Writes the intent down. @return why it may not be begun, if so
        ///
        /// @param leaders of the host's sessions
        Optional<Outcome> intend(Command command, List<HostProcess> leaders);
    }

    Renewals(Restarter restarter, Hand hand, Clock clock, Supplier<Standing> standing, Paper paper) {
        this.restarter = restarter;
        this.hand = hand;
        this.clock = clock;
        this.standing = standing;
        this.paper = paper;
    }

    /// One that is over.
    record Ended(Command command, Duration arrived, Outcome outcome, List<Receipt.Step> steps) {}

    private static final class Job {
        final Command command;
        final CommandTarget.Server target;
        final Consent consent;
        final Duration arrived;
        final @Nullable Grip grip;
        final Pending test;
        final Duration until;

        @Nullable
        Renewal renewal;

        Job(
                Command command,
                CommandTarget.Server target,
                Consent consent,
                Duration arrived,
                @Nullable Grip grip,
                Pending test,
                Duration until) {
            this.command = command;
            this.target = target;
            this.consent = consent;
            this.arrived = arrived;
            this.grip = grip;
            this.test = test;
            this.until = until;
        }
    }

    int size() {
        return jobs.size();
    }

    boolean holds(CommandId command) {
        return jobs.containsKey(command);
    }

    /// Begins, or says why not.
    ///
    /// @param look taken once the listener is held
    Optional<Outcome> begin(
            Command command, CommandTarget.Server target, Consent consent, Duration arrived, Supplier<HostView> look) {
        if (!jobs.isEmpty()) {
            return Optional.of(new Outcome.Refused("a restart of the SSH server is under way"));
        }
        return switch (hand.grip(target.process().pid())) {
            case Gripped.Missed(String why, var _) -> Optional.of(new Outcome.Refused(why));
            case Gripped.Held(Grip grip) -> {
                Optional<Outcome> refused =
                        refusal(command, target, consent, grip, look.get()).or(() -> paper.prepare(command));
                if (refused.isPresent()) {
                    grip.close();
                    yield refused;
                }
                Duration running = clock.running();
                Pending test =
                        restarter.test(job(command, target, standing.get().law()));
                jobs.put(command.id(), new Job(command, target, consent, arrived, grip, test, running.plus(TO_TEST)));
                yield Optional.empty();
            }
        };
    }

    /// Goes on with what an earlier executor had begun: nothing is restarted again.
    void resume(Journal.Open open, CommandTarget.Server target, Law law) {
        Command command = open.command();
        Duration arrived = clock.running();
        Pending pending = restarter.resume(job(command, target, law));
        var job = new Job(command, target, Consent.AUTOMATIC, arrived, null, pending, arrived);
        Set<ProcessStamp> before =
                open.draft().leftBehind().stream().map(HostProcess::stamp).collect(Collectors.toSet());
        job.renewal = new Renewal(target, before, pending, arrived);
        job.renewal.note(Aftermath.RESTARTED, clock.now());
        jobs.put(command.id(), job);
    }

    /// Where there is no way any more, what was begun is looked for all the same.
    private static Restarter.Job job(Command command, CommandTarget.Server target, Law law) {
        return new Restarter.Job(
                command.id(), target, Doorway.way(law).orElseGet(() -> new Restart("none", Optional.empty())));
    }

    /// Takes out those that are over.
    List<Ended> advance(HostView view) {
        List<Ended> ended = new ArrayList<>();
        for (Job job : List.copyOf(jobs.values())) {
            Renewal renewal = job.renewal;
            Optional<Outcome> outcome =
                    renewal == null ? tested(job, view) : renewal.advance(view, clock.now(), clock.running());
            outcome.ifPresent(o -> {
                jobs.remove(job.command.id());
                release(job);
                ended.add(
                        new Ended(job.command, job.arrived, o, job.renewal == null ? List.of() : job.renewal.steps()));
            });
        }
        return ended;
    }

    private Optional<Outcome> tested(Job job, HostView view) {
        Optional<Answer> answer = job.test.answer();
        if (answer.isEmpty()) {
            if (clock.running().compareTo(job.until) < 0) {
                return Optional.empty();
            }
            job.test.abandon();
            return Optional.of(new Outcome.Refused("its settings could not be tested in " + TO_TEST.toSeconds()
                    + " s: is hangup-restart-sshd.path started? Nothing was restarted"));
        }
        return switch (answer.get()) {
            case Answer.Refused(String why) -> Optional.of(new Outcome.Refused(why));
            case Answer.Failed(String why) -> Optional.of(new Outcome.Refused(why));
            case Answer.Good(String how) -> restart(job, view, how);
        };
    }

    private Optional<Outcome> restart(Job job, HostView view, String how) {
        Grip grip = job.grip;
        if (grip == null) {
            throw new IllegalStateException("what is resumed is not tested");
        }
        List<HostProcess> leaders = view.connections().stream()
                .flatMap(connection -> connection.sessions().stream())
                .map(session -> session.leader())
                .toList();
        Optional<Outcome> stopped = refusal(job.command, job.target, job.consent, grip, view)
                .or(() -> paper.intend(
                        job.command, leaders.stream().limit(Endings.LISTED).toList()));
        if (stopped.isPresent()) {
            return stopped;
        }
        Law law = standing.get().law();
        Pending pending = restarter.restart(job(job.command, job.target, law));
        var renewal = new Renewal(job.target, Renewal.leaders(view), pending, clock.running());
        renewal.note(how, clock.now());
        job.renewal = renewal;
        return Optional.empty();
    }

    private Optional<Outcome> refusal(
            Command command, CommandTarget.Server target, Consent consent, Grip grip, HostView view) {
        if (grip.exited()) {
            return Optional.of(new Outcome.Refused("process " + target.process().pid() + " has ended"));
        }
        return Enforcement.unrenewable(command, target, consent, standing.get(), grip.held(), view)
                .map(CommandDesk::told);
    }

    private static void release(Job job) {
        Grip grip = job.grip;
        if (grip != null) {
            grip.close();
        }
    }

    @Override
    public void close() {
        jobs.values().forEach(Renewals::release);
        jobs.clear();
        restarter.close();
    }
}
