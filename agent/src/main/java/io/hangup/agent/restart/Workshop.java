package io.hangup.agent.restart;

import io.hangup.agent.audit.Texts;
import io.hangup.agent.banner.Doorbell;
import io.hangup.agent.banner.Reply;
import io.hangup.agent.census.HostView;
import io.hangup.agent.executor.Restarter.Answer;
import io.hangup.agent.policy.Restart;
import io.hangup.agent.restart.Supervision.Found;
import io.hangup.agent.settings.BoundedRun;
import io.hangup.agent.settings.Server;
import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Where an SSH server is tested and restarted. Each of its works blocks, with bounds, and the words of a
/// manager count for nothing: several report success though nobody listens (measured: `sv`, `s6-svc`).
final class Workshop {
    /// supervisord waits 10 s before it kills what does not end.
    private static final Duration TO_RESTART = Duration.ofSeconds(25);

    /// For its successor to be seen and to greet.
    private static final Duration TO_PROVE = Duration.ofSeconds(10);

    /// For a manager to say what it knows.
    private static final Duration TO_SAY = Duration.ofSeconds(5);

    private static final Set<String> ONLY_THE_LISTENER = Set.of("process", "none");
    private static final Duration TO_BE_ASKED = Duration.ofSeconds(3);
    private static final long BETWEEN_MILLIS = 200;
    private static final int LONGEST = 400;

    private final Search search;
    private final CgroupCleanup cleanup;
    private final Supplier<HostView> look;

    /// @param look at this host
    Workshop(Path root, Supplier<HostView> look) {
        this.look = look;
        search = new Search(root);
        cleanup = new CgroupCleanup(root);
    }

    /// An SSH server as a look found it.
    record Subject(ProcessStamp process, Endpoint address) {
        private Server server() {
            return new Server(
                    new HostProcess(process, 0, "sshd", ProcessState.SLEEPING), Implementation.OPENSSH, address.port());
        }
    }

    /// Whether it is what the policy names, and whether it would start again with its settings. Touches nothing.
    Answer test(Subject subject, Restart way) {
        Optional<String> others = Footing.ofProcess(subject.process());
        if (others.isPresent()) {
            return new Answer.Refused(others.get());
        }
        return switch (search.of(subject.process().pid(), way)) {
            case Found.Nothing(String why) -> new Answer.Refused(why);
            case Found.By(Supervision supervision) ->
                foreign(subject, supervision, way)
                        .or(() -> taken(subject, supervision, way))
                        .or(() -> wrong(subject))
                        .<Answer>map(Answer.Refused::new)
                        .orElseGet(() -> new Answer.Good("settings tested; it is " + way.unit() + " of "
                                + supervision.manager().word()));
        };
    }

    /// Tests it once more, restarts it and has itself greeted.
    Answer restart(Subject subject, Restart way) {
        Answer tested = test(subject, way);
        if (!(tested instanceof Answer.Good)
                || !(search.of(subject.process().pid(), way) instanceof Found.By(Supervision supervision))) {
            return tested instanceof Answer.Good ? new Answer.Refused("it has just ended") : tested;
        }
        List<String> order = supervision.order(way);
        Optional<BoundedRun.Outcome> said = BoundedRun.of(order, TO_RESTART);
        String words = supervision.manager().word() + " was asked to restart " + way.unit()
                + said.map(o -> o.good() ? "" : " and ended with " + o.status() + ": " + printable(o.printed()))
                        .orElse(": " + order.getFirst() + " could not be run to its end");
        return proof(subject, new Restart(way.unit(), Optional.of(supervision.manager())), words);
    }

    /// Whether another process of root's listens there, run as the policy says, and greets.
    ///
    /// @param before who listened there
    /// @param words what was done before
    Answer proof(Subject before, Restart way, String words) {
        long until = System.nanoTime() + TO_PROVE.toNanos();
        Answer proof = proven(before, way, words);
        while (!(proof instanceof Answer.Good) && System.nanoTime() < until && pause()) {
            proof = proven(before, way, words);
        }
        return proof;
    }

    private Answer proven(Subject before, Restart way, String words) {
        Optional<String> fault = unlike(before, way);
        if (fault.isPresent()) {
            return new Answer.Failed(words + "; " + fault.get());
        }
        Reply reply = ring(before.address());
        return reply.answer() == Banner.Answer.OPEN
                ? new Answer.Good(words + "; greeted with " + reply.said())
                : new Answer.Failed(words + "; no greeting ("
                        + reply.answer().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")");
    }

    /// Why nobody who listens there is what should be; empty when one is, and nobody else listens there.
    private Optional<String> unlike(Subject before, Restart way) {
        List<Listener> there = look.get().listeners().stream()
                .filter(listener -> listener.address().equals(before.address()))
                .toList();
        if (there.isEmpty()) {
            return Optional.of("nobody is seen to listen at " + before.address());
        }
        return there.stream()
                .flatMap(listener -> unlike(listener, before, way).stream())
                .findFirst();
    }

    private Optional<String> unlike(Listener listener, Subject before, Restart way) {
        ProcessStamp stamp = listener.process().stamp();
        if (stamp.equals(before.process())) {
            return Optional.of("the same process still listens");
        }
        if (listener.process().uid() != 0 || listener.implementation() != Implementation.OPENSSH) {
            return Optional.of("process " + stamp.pid() + " listens there ("
                    + listener.process().command() + " of uid "
                    + listener.process().uid() + "), which is no OpenSSH server of root's");
        }
        return switch (search.of(stamp.pid(), way)) {
            case Found.Nothing(String why) -> Optional.of(why);
            case Found.By(Supervision supervision) -> foreign(new Subject(stamp, before.address()), supervision, way);
        };
    }

    private static Reply ring(Endpoint address) {
        return new Doorbell(TO_BE_ASKED).ring(address, _ -> {});
    }

    /// @return false when this thread is to end
    private static boolean pause() {
        try {
            return !new CountDownLatch(1).await(BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<String> foreign(Subject subject, Supervision supervision, Restart way) {
        return supervision
                .otherThan(way)
                .or(() -> supervision.question(way).flatMap(question -> {
                    int pid = subject.process().pid();
                    Optional<BoundedRun.Outcome> said = BoundedRun.of(question, TO_SAY);
                    return said.filter(o -> o.printed().strip().equals(Integer.toString(pid)))
                                    .isPresent()
                            ? Optional.empty()
                            : Optional.of("the SSH server (process " + pid + ") is not what "
                                    + supervision.manager().word() + " runs as " + way.unit() + " (restart.unit): "
                                    + said.map(o -> printable(o.printed()))
                                            .orElse(question.getFirst() + " could not be run"));
                }));
    }

    /// A restart ends no session only where its manager ends nobody but the listener.
    private Optional<String> taken(Subject subject, Supervision supervision, Restart way) {
        return switch (supervision.manager()) {
            case SYSTEMD -> takenBySystemd(subject, way);
            case OPENRC ->
                cleanup.of(way.unit())
                        .map(where -> "a restart could end more than the listener: " + where
                                + ", by which OpenRC ends all that is in the service's cgroup; set it to no there");
            case SUPERVISORD, RUNIT, S6 -> Optional.empty();
        };
    }

    /// systemd ends all of a unit's cgroup if the unit does not say otherwise, and sessions that logind took into no
    /// scope of their own are in it.
    private Optional<String> takenBySystemd(Subject subject, Restart way) {
        String mode = BoundedRun.of(List.of("systemctl", "show", "-p", "KillMode", "--", way.unit()), TO_SAY)
                .filter(BoundedRun.Outcome::good)
                .map(o -> printable(o.printed()).replaceFirst("^KillMode=", ""))
                .filter(word -> !word.isEmpty())
                .orElse("unknown");
        List<Integer> beside = ONLY_THE_LISTENER.contains(mode)
                ? List.of()
                : search.beside(subject.process().pid());
        return beside.isEmpty()
                ? Optional.empty()
                : Optional.of("a restart would end more than the listener: KillMode of " + way.unit() + " is " + mode
                        + ", and its cgroup holds " + beside.size() + " more (process " + beside.getFirst()
                        + "); set KillMode=process");
    }

    /// sshd's own words: file, line, and what is wrong with it.
    private static Optional<String> wrong(Subject subject) {
        Server server = subject.server();
        Optional<Path> program = server.program();
        if (program.isEmpty()) {
            return Optional.of("the server's program can't be read, so its settings can't be tested");
        }
        List<String> settings = server.arguments().settings();
        Optional<String> unsafe =
                Footing.ofCommand(program.get(), settings).or(() -> Footing.ofProcess(subject.process()));
        if (unsafe.isPresent()) {
            return Optional.of(
                    "its settings are not tested, for root would run what others could decide: " + unsafe.get());
        }
        List<String> command = new ArrayList<>(List.of(program.get().toString(), "-t"));
        command.addAll(settings);
        return BoundedRun.of(command)
                .map(o -> o.good()
                        ? Optional.<String>empty()
                        : Optional.of("its settings are wrong, so it would not start again: " + printable(o.printed())))
                .orElseGet(() -> Optional.of("its settings could not be tested: " + program.get() + " -t did not end"));
    }

    private static String printable(String text) {
        return Texts.printable(text.strip().replaceAll("\\s*\\R\\s*", "; "), LONGEST);
    }
}
