package io.hangup.agent.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.FakeHost;
import io.hangup.agent.Samples;
import io.hangup.agent.census.HostView;
import io.hangup.agent.executor.Restarter;
import io.hangup.agent.executor.Restarter.Answer;
import io.hangup.agent.executor.Restarter.Pending;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Policy;
import io.hangup.agent.policy.Quota;
import io.hangup.agent.policy.Restart;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.ProcessState;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostedTest {
    private static final Restarter.Job JOB = new Restarter.Job(
            new CommandId("operator@web-1#1"),
            new CommandTarget.Server(new Endpoint("0.0.0.0", 22), Samples.LISTENER.stamp(), 0),
            new Restart("ssh.service", Optional.empty()));

    @TempDir
    Path requests;

    @TempDir
    Path answers;

    @TempDir
    Path root;

    private final FakeHost host = new FakeHost();
    private Instant now = Samples.NOON;
    private Duration uptime = Duration.ofHours(3);

    @BeforeEach
    void allow() throws IOException {
        host.law = law("1/1h", Optional.empty());
        Path proc = Files.createDirectories(root.resolve("proc/700"));
        Files.createDirectories(root.resolve("run/systemd/system"));
        Files.writeString(proc.resolve("stat"), "700 (sshd) S 1 700 700 0 -1 4194560 1 0 0 0 0\n");
        Files.writeString(proc.resolve("cgroup"), "0::/system.slice/other.service\n");
    }

    private static Law law(String budget, Optional<String> paused) {
        Policy usual = Policy.BUILT_IN;
        return new Law.InForce(
                new Policy(
                        Set.of(),
                        Set.of(Action.RESTART_SSHD),
                        usual.protect(),
                        Map.of(),
                        Map.of(),
                        usual.reap(),
                        usual.hours(),
                        Map.of(Action.RESTART_SSHD, Quota.parse(budget)),
                        Optional.of(JOB.way())),
                "policy.yaml",
                paused);
    }

    private Counter counter() {
        return new Counter(root, requests, answers, host, () -> host.look(Samples.NOON), () -> now, () -> uptime);
    }

    private Answer served(Pending pending) throws IOException {
        try (DirectoryStream<Path> asked = Files.newDirectoryStream(requests)) {
            for (Path request : asked) {
                Files.setLastModifiedTime(request, FileTime.from(Samples.NOON));
            }
        }
        assertThat(counter().serve()).isEqualTo(1);
        return pending.answer().orElseThrow();
    }

    @Test
    void asksWithANumberAndNothingElse() throws IOException {
        Pending pending = new Posted(requests, answers).restart(JOB);

        assertThat(Files.readString(requests.resolve("restart-sshd.restart"))).matches("\\d{1,18}\\n");
        assertThat(pending.answer()).isEmpty();
    }

    @Test
    void takesARequestAwayAndAnswersIt() throws IOException {
        Pending pending = new Posted(requests, answers).test(JOB);

        Answer answer = served(pending);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains("runs as other.service of systemd", "names ssh.service"));
        assertThat(requests).isEmptyDirectory();
        assertThat(counter().serve()).isZero();
    }

    @Test
    void findsTheAnswerToWhatAnEarlierExecutorAsked() throws IOException {
        Pending first = new Posted(requests, answers).restart(JOB);
        served(first);

        Pending later = new Posted(requests, answers).resume(JOB);

        assertThat(later.answer()).isEqualTo(first.answer());
        assertThat(requests).isEmptyDirectory();
    }

    @Test
    void takesNoOldAnswerForItsOwn() throws IOException {
        served(new Posted(requests, answers).test(JOB));

        var another = new Restarter.Job(new CommandId("operator@web-1#2"), JOB.server(), JOB.way());

        assertThat(new Posted(requests, answers).test(another).answer()).isEmpty();
    }

    @Test
    void takesARequestBackThatNobodyWaitsForAnyMore() throws IOException {
        Pending pending = new Posted(requests, answers).restart(JOB);

        pending.abandon();

        assertThat(requests).isEmptyDirectory();
        assertThat(counter().serve()).isZero();
    }

    @Test
    void saysWhetherARequestWasTakenBack() throws IOException {
        Pending pending = new Posted(requests, answers).restart(JOB);

        assertThat(pending.abandon()).isTrue();
        assertThat(pending.abandon()).isFalse();
    }

    @Test
    void bearsThatARequestCantBeTakenBack() throws IOException {
        Pending pending = new Posted(requests, answers).resume(JOB);
        Files.createDirectories(requests.resolve("restart-sshd.restart/full"));

        assertThat(pending.abandon()).isFalse();
    }

    @Test
    void carriesOutNothingThatNobodyWaitsForAnyMore() throws IOException {
        now = Samples.NOON.plus(Restarter.TO_ANSWER).plusSeconds(1);

        assertThat(served(new Posted(requests, answers).restart(JOB)))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.why()).contains("nobody waits for it any more"));
        assertThat(requests).isEmptyDirectory();
        assertThat(answers.resolve("taken")).doesNotExist();
    }

    @Test
    void seesNoServerOfAUsers() throws IOException {
        var users = Samples.process(700, 100, 1_000, "sshd", ProcessState.SLEEPING);
        host.view = new HostView(
                List.of(new Listener(new Endpoint("0.0.0.0", 22), users, Implementation.OPENSSH, 0, 128, 0)),
                List.of(),
                List.of());

        assertThat(served(new Posted(requests, answers).test(JOB)))
                .isEqualTo(new Answer.Refused("no OpenSSH server that runs as root listens here"));
    }

    @Test
    void refusesOnAPausedHostWhateverAsks() throws IOException {
        host.law = law("1/1h", Optional.of("/etc/hangup/paused"));

        assertThat(served(new Posted(requests, answers).restart(JOB)))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.why()).contains("paused"));
    }

    @Test
    void countsByItselfHowOftenItMay() throws IOException {
        new Takings(answers).add(uptime.minusMinutes(30));

        assertThat(served(new Posted(requests, answers).restart(JOB)))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.why()).contains("budget 1/1h is spent"));

        uptime = uptime.plusMinutes(31);

        assertThat(served(new Posted(requests, answers).restart(JOB)))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.why()).contains("other.service"));
    }

    @Test
    void carriesNothingOutThatIsNoNumber() throws IOException {
        Files.writeString(requests.resolve("restart-sshd.restart"), "ssh.service\n");

        assertThat(counter().serve()).isEqualTo(1);

        assertThat(requests).isEmptyDirectory();
        assertThat(answers).isEmptyDirectory();
    }
}
