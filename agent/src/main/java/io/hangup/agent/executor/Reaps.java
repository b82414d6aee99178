package io.hangup.agent.executor;

import io.hangup.agent.census.HostView;
import io.hangup.agent.census.Remains;
import io.hangup.agent.census.Remnant;
import io.hangup.agent.enforce.Decision;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Hand.Gripped;
import io.hangup.agent.enforce.Reaping;
import io.hangup.agent.enforce.Reaping.Ruling;
import io.hangup.agent.enforce.Standing;
import io.hangup.agent.loop.Clock;
import io.hangup.agent.loop.Sight;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Judge;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.session.Orphan.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The commands that end what logins left behind: judges each, holds what it would end, and sees it through.
final class Reaps implements AutoCloseable {
    private final Hearing hearing;
    private final Sight sight;
    private final Hand hand;
    private final Clock clock;
    private final Map<CommandId, Job> jobs = new LinkedHashMap<>();

    Reaps(Hearing hearing, Sight sight, Hand hand, Clock clock) {
        this.hearing = hearing;
        this.sight = sight;
        this.hand = hand;
        this.clock = clock;
    }

    private record Job(Command command, Reap reap, Duration arrived) {}

    /// What is to be done about a command.
    sealed interface Considered {
        record No(Outcome outcome) implements Considered {}

        /// @param reap holds all that would end; whoever does not begin it closes it
        record Ready(Reap reap) implements Considered {}
    }

    /// One that is over.
    record Ended(Command command, Reap.End end, Reap reap, Duration arrived) {}

    int size() {
        return jobs.size();
    }

    boolean holds(CommandId command) {
        return jobs.containsKey(command);
    }

    /// Takes hold of what is meant, looks anew, and decides.
    Considered consider(Command command, CommandTarget.OneOrphan target, Consent consent, Standing standing) {
        return switch (hand.grip(target.process().pid())) {
            case Gripped.Missed(String why, var _) -> new Considered.No(new Outcome.Refused(why));
            case Gripped.Held(Grip grip) -> {
                Considered considered = consider(command, target, consent, standing, grip);
                if (considered instanceof Considered.No) {
                    grip.close();
                }
                yield considered;
            }
        };
    }

    private Considered consider(
            Command command, CommandTarget.OneOrphan target, Consent consent, Standing standing, Grip grip) {
        HostView view = sight.look(clock.now());
        Remains remains = sight.remains(target.auditSession());
        Ruling ruling = Reaping.plan(command, target, consent, standing, grip.held(), grip.bond(), view, remains);
        return switch (ruling) {
            case Ruling.Stay(Decision why) -> no(why);
            case Ruling.Go go ->
                Reaping.judged(command, consent, standing, hearing.legacy(go.kept(), go.ending()))
                        .map(Reaps::no)
                        .orElseGet(
                                () -> hold(new Reap(target, go, hand, grip, word(command, consent)), view, standing));
        };
    }

    private Reap.Word word(Command command, Consent consent) {
        return new Reap.Word() {
            @Override
            public Optional<String> halt() {
                return Judge.halt(hearing.law());
            }

            @Override
            public Optional<String> against(Kept kept, Remnant one) {
                return Reaping.revoked(
                        command, consent, hearing.law(), hearing.moment(), hearing.legacy(kept, List.of(one)));
            }
        };
    }

    private static Considered hold(Reap reap, HostView view, Standing standing) {
        Optional<String> changed = reap.hold(view, standing);
        if (changed.isEmpty()) {
            return new Considered.Ready(reap);
        }
        reap.close();
        return new Considered.No(new Outcome.Refused(changed.get()));
    }

    private static Considered no(Decision why) {
        return new Considered.No(CommandDesk.told(why));
    }

    /// Sends the first signals. @return how it ended, where it did at once
    Optional<Ended> begin(Command command, Reap reap, Duration arrived) {
        Optional<Reap.End> failed = reap.begin(clock.now(), clock.running());
        if (failed.isEmpty()) {
            jobs.put(command.id(), new Job(command, reap, arrived));
        } else {
            reap.close();
        }
        return failed.map(end -> new Ended(command, end, reap, arrived));
    }

    /// Looks where each stands. @return those that are over
    List<Ended> advance(HostView view, Standing standing) {
        List<Ended> ended = new ArrayList<>();
        for (Job job : List.copyOf(jobs.values())) {
            job.reap()
                    .advance(view, sight, standing, clock.now(), clock.running())
                    .ifPresent(end -> {
                        jobs.remove(job.command().id());
                        job.reap().close();
                        ended.add(new Ended(job.command(), end, job.reap(), job.arrived()));
                    });
        }
        return ended;
    }

    @Override
    public void close() {
        jobs.values().forEach(job -> job.reap().close());
        jobs.clear();
    }
}
