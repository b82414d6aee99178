package io.hangup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.executor.Restarter;
import io.hangup.agent.executor.Restarter.Answer;
import io.hangup.agent.executor.Restarter.Pending;
import io.hangup.agent.policy.Restart;
import io.hangup.agent.restart.InPlace;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.ProcessStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real sshd, of which a tree of files says that systemd runs it.
class RestartSshdTest {
    @TempDir
    Path folder;

    @TempDir
    Path root;

    private Restarter.Job job(OwnSshd sshd) throws Exception {
        long pid = sshd.server().pid();
        Path proc = Files.createDirectories(root.resolve("proc/" + pid));
        Files.createDirectories(root.resolve("run/systemd/system"));
        Files.copy(Path.of("/proc/" + pid + "/stat"), proc.resolve("stat"));
        Files.writeString(proc.resolve("cgroup"), "0::/system.slice/ssh.service\n");
        return new Restarter.Job(
                new CommandId("operator@web-1#1"),
                new CommandTarget.Server(
                        new Endpoint("127.0.0.1", sshd.port()), new ProcessStamp(Math.toIntExact(pid), 1), 0),
                new Restart("ssh.service", Optional.empty()));
    }

    private static Answer answer(Pending pending) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(pending::answer, Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void testsTheSettingsOfTheVeryServerAndSaysWhatIsWrongWithThem() throws Exception {
        try (OwnSshd sshd = OwnSshd.start(folder);
                var restarter = new InPlace(root)) {
            Restarter.Job job = job(sshd);

            Answer before = answer(restarter.test(job));
            Files.writeString(folder.resolve("sshd_config"), "NoSuchThing yes\n", StandardOpenOption.APPEND);
            Answer after = answer(restarter.test(job));
            Answer restart = answer(restarter.restart(job));

            assertThat(before).isInstanceOf(Answer.Good.class);
            assertThat(after)
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.why())
                                    .contains(folder.resolve("sshd_config").toString(), "line 9", "NoSuchThing"));
            assertThat(restart).isEqualTo(after);
            assertThat(sshd.server().isAlive()).isTrue();
        }
    }

    @Test
    void hasTheServerGreet() throws Exception {
        try (OwnSshd sshd = OwnSshd.start(folder);
                var restarter = new InPlace(root)) {
            Answer greeted = answer(restarter.resume(job(sshd)));

            assertThat(greeted)
                    .isInstanceOfSatisfying(
                            Answer.Good.class, good -> assertThat(good.how()).contains("greeted with SSH-2.0-"));
        }
    }
}
