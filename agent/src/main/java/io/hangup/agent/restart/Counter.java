package io.hangup.agent.restart;

import io.hangup.agent.census.HostView;
import io.hangup.agent.enforce.Doorway;
import io.hangup.agent.executor.Restarter;
import io.hangup.agent.executor.Restarter.Answer;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Counsel;
import io.hangup.agent.policy.Judge;
import io.hangup.agent.policy.Judgement;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Moment;
import io.hangup.agent.policy.Request;
import io.hangup.agent.policy.Restart;
import io.hangup.agent.policy.Spending;
import io.hangup.agent.restart.Supervision.Found;
import io.hangup.agent.restart.Workshop.Subject;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Root's side of a restart that is asked for by a file. It believes nothing of who asks but that he asks: which
/// server, by whom, whether at all and how often says the host's policy. A request is taken away before anything
/// is done, so each is carried out once at most.
public final class Counter {
    private static final Answer LATE = new Answer.Refused("it was asked for more than "
            + Restarter.TO_ANSWER.toSeconds() + " s ago, so nobody waits for it any more");

    private final Path requests;
    private final Path answers;
    private final Counsel counsel;
    private final Supplier<HostView> look;
    private final Supplier<Instant> now;
    private final Supplier<Duration> uptime;
    private final Search search;
    private final Workshop workshop;
    private final Takings takings;

    /// @param requests see [Posted]
    /// @param answers see [Posted]
    /// @param look at this host
    public Counter(
            Path root,
            Path requests,
            Path answers,
            Counsel counsel,
            Supplier<HostView> look,
            Supplier<Instant> now,
            Supplier<Duration> uptime) {
        this.requests = requests;
        this.answers = answers;
        this.counsel = counsel;
        this.look = look;
        this.now = now;
        this.uptime = uptime;
        search = new Search(root);
        workshop = new Workshop(root, look);
        takings = new Takings(answers);
    }

    /// Does what is asked for now.
    ///
    /// @return how much that was
    public int serve() throws IOException {
        int served = 0;
        for (Work work : Work.values()) {
            Path request = work.request(requests);
            if (Files.exists(request, LinkOption.NOFOLLOW_LINKS)) {
                Optional<Long> number = Slip.read(request).flatMap(Slip::request);
                boolean old = old(request);
                Files.delete(request);
                served++;
                if (number.isPresent()) {
                    Answer answer = old ? LATE : done(work);
                    Slip.write(work.answer(answers), Slip.answer(number.get(), answer), "rw-r--r--");
                }
            }
        }
        return served;
    }

    /// Whoever asked has given up long ago: the path's unit may have been started hours later.
    private boolean old(Path request) throws IOException {
        return Files.getLastModifiedTime(request, LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .plus(Restarter.TO_ANSWER)
                .isBefore(now.get());
    }

    private Answer done(Work work) throws IOException {
        Law law = counsel.law();
        Duration taken = uptime.get();
        Optional<String> forbidden = forbidden(law, takings.until(taken));
        if (forbidden.isPresent()) {
            return new Answer.Refused(forbidden.get());
        }
        Optional<Restart> way = Doorway.way(law);
        if (way.isEmpty()) {
            return new Answer.Refused("the host's policy names no unit to restart");
        }
        return switch (subject(way.get())) {
            case Chosen.None(String why) -> new Answer.Refused(why);
            case Chosen.One(Subject subject) ->
                switch (work) {
                    case TEST -> workshop.test(subject, way.get());
                    case RESTART -> {
                        takings.add(taken);
                        yield workshop.restart(subject, way.get());
                    }
                };
        };
    }

    /// Whose signatures were good the executor has judged; what no signature lifts is judged here again.
    private Optional<String> forbidden(Law law, Spending spending) {
        Instant at = now.get();
        Judgement judgement = Judge.atArrival(
                law,
                new Request(Action.RESTART_SSHD, Consent.APPROVED),
                new Moment(at, counsel.local(at), Optional.empty()),
                spending);
        return judgement instanceof Judgement.Refuse(String why) ? Optional.of(why) : Optional.empty();
    }

    private sealed interface Chosen {
        record One(Subject subject) implements Chosen {}

        record None(String why) implements Chosen {}
    }

    /// The one server that is what the policy names.
    private Chosen subject(Restart way) {
        Map<Object, Listener> servers = new LinkedHashMap<>();
        look.get().listeners().stream()
                .filter(listener -> listener.implementation() == Implementation.OPENSSH)
                .filter(listener -> listener.process().uid() == 0)
                .forEach(listener -> servers.putIfAbsent(listener.process().stamp(), listener));
        List<Listener> its = servers.values().stream()
                .filter(listener -> other(listener, way).isEmpty())
                .toList();
        if (its.size() == 1) {
            Listener one = its.getFirst();
            return new Chosen.One(new Subject(one.process().stamp(), one.address()));
        }
        return new Chosen.None(
                its.isEmpty()
                        ? servers.values().stream()
                                .findFirst()
                                .flatMap(listener -> other(listener, way))
                                .orElse("no OpenSSH server that runs as root listens here")
                        : "several SSH servers here are " + way.unit());
    }

    private Optional<String> other(Listener listener, Restart way) {
        return switch (search.of(listener.process().pid(), way)) {
            case Found.Nothing(String why) -> Optional.of(why);
            case Found.By(Supervision supervision) -> supervision.otherThan(way);
        };
    }
}
