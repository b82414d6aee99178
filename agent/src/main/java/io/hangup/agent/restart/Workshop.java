package io.hangup.agent.restart;

import io.hangup.agent.audit.Texts;
import io.hangup.agent.banner.Doorbell;
import io.hangup.agent.banner.Reply;
import io.hangup.agent.executor.Restarter.Answer;
import io.hangup.agent.policy.Restart;
import io.hangup.agent.restart.Supervision.Found;
import io.hangup.agent.settings.BoundedRun;
import io.hangup.agent.settings.Server;
import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Where an SSH server is tested and restarted. Each of its works blocks, with bounds, and the words of a manager count
/// for
/// nothing: several report success though nobody listens (measured: `sv`, `s6-svc`).
final class Workshop {
    /// supervisord waits 10 s before it kills what does not end.
    private static final Duration TO_RESTART = Duration.ofSeconds(25);

    private static final Duration TO_GREET = Duration.ofSeconds(10);
    private static final Duration TO_BE_ASKED = Duration.ofSeconds(3);
    private static final long BETWEEN_MILLIS = 200;
    private static final int LONGEST = 400;

    private final Search search;

    Workshop(Path root) {
        search = new Search(root);
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
        return switch (search.of(subject.process().pid())) {
            case Found.Nothing(String why) -> new Answer.Refused(why);
            case Found.By(Supervision supervision) ->
                foreign(subject, supervision, way)
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
                || !(search.of(subject.process().pid()) instanceof Found.By(Supervision supervision))) {
            return tested instanceof Answer.Good ? new Answer.Refused("it has just ended") : tested;
        }
        List<String> order = supervision.order(way);
        Optional<BoundedRun.Outcome> said = BoundedRun.of(order, TO_RESTART);
        String words = supervision.manager().word() + " was asked to restart " + way.unit()
                + said.map(o -> o.good() ? "" : " and ended with " + o.status() + ": " + printable(o.printed()))
                        .orElse(": " + order.getFirst() + " could not be run to its end");
        return greeting(subject.address(), words);
    }

    /// Whether somebody greets there.
    ///
    /// @param words what was done before
    Answer greeting(Endpoint address, String words) {
        long until = System.nanoTime() + TO_GREET.toNanos();
        Reply reply = ring(address);
        while (reply.answer() != Banner.Answer.OPEN && System.nanoTime() < until && pause()) {
            reply = ring(address);
        }
        return reply.answer() == Banner.Answer.OPEN
                ? new Answer.Good(words + "; greeted with " + reply.said())
                : new Answer.Failed(words + "; no greeting ("
                        + reply.answer().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")");
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
                    Optional<BoundedRun.Outcome> said = BoundedRun.of(question);
                    return said.filter(o -> o.printed().strip().equals(Integer.toString(pid)))
                                    .isPresent()
                            ? Optional.empty()
                            : Optional.of("the SSH server (process " + pid + ") is not what "
                                    + supervision.manager().word() + " runs as " + way.unit() + " (restart.unit): "
                                    + said.map(o -> printable(o.printed()))
                                            .orElse(question.getFirst() + " could not be run"));
                }));
    }

    /// sshd's own words: file, line, and what is wrong with it.
    private static Optional<String> wrong(Subject subject) {
        Server server = subject.server();
        Optional<Path> program = server.program();
        if (program.isEmpty()) {
            return Optional.of("the server's program can't be read, so its settings can't be tested");
        }
        List<String> command = new ArrayList<>(List.of(program.get().toString(), "-t"));
        command.addAll(server.arguments().settings());
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
