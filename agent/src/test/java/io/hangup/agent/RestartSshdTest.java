package io.hangup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hangup.agent.census.HostView;
import io.hangup.agent.executor.Restarter;
import io.hangup.agent.executor.Restarter.Answer;
import io.hangup.agent.executor.Restarter.Pending;
import io.hangup.agent.policy.Restart;
import io.hangup.agent.restart.InPlace;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real sshd, of which a tree of files says that systemd runs it.
class RestartSshdTest {
    @TempDir
    Path folder;

    @TempDir
    Path root;

    /// A user's own program that is called sshd, in the unit's cgroup: root would run it to have its settings tested.
    @Test
    void runsNoProgramOfAUsers() throws Exception {
        Path program = Files.copy(Path.of("/bin/sleep"), folder.resolve("sshd"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));
        assumeTrue(ProcessHandle.current().info().user().filter("root"::equals).isPresent(), "needs root");
        try (var restarter = new InPlace(root, Samples::view)) {
            Process users = new ProcessBuilder(program.toString(), "60").start();
            try {
                Answer answer = answer(restarter.test(job(users.pid(), 22)));

                assertThat(answer)
                        .isInstanceOfSatisfying(
                                Answer.Refused.class,
                                refused -> assertThat(refused.why()).contains(program.toString(), "others"));
            } finally {
                users.destroyForcibly().onExit().join();
            }
        }
    }

    @Test
    void testsNoServerThatRunsAsAUser() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv");
        assumeTrue(ProcessHandle.current().info().user().filter("root"::equals).isPresent(), "needs root");
        try (var restarter = new InPlace(root, Samples::view)) {
            Process users = new ProcessBuilder("setpriv", "--reuid=65534", "--clear-groups", "sleep", "60").start();
            try {
                long pid = users.pid();
                Awaitility.await()
                        .until(() -> Files.readString(Path.of("/proc/" + pid + "/comm"))
                                .equals("sleep\n"));

                Answer answer = answer(restarter.test(job(pid, 22)));

                assertThat(answer)
                        .isInstanceOfSatisfying(
                                Answer.Refused.class,
                                refused -> assertThat(refused.why())
                                        .contains("runs as uid 65534: only a server that runs as root is restarted"));
            } finally {
                users.destroyForcibly().onExit().join();
            }
        }
    }

    @Test
    void testsNoServerOfAnotherMountNamespace() throws Exception {
        assumeTrue(ProcessHandle.current().info().user().filter("root"::equals).isPresent(), "needs root");
        try (var restarter = new InPlace(root, Samples::view)) {
            Process contained = new ProcessBuilder("unshare", "-m", "sleep", "60").start();
            try {
                long pid = contained.pid();
                Awaitility.await()
                        .until(() -> Files.readString(Path.of("/proc/" + pid + "/comm"))
                                .equals("sleep\n"));

                Answer answer = answer(restarter.test(job(pid, 22)));

                assertThat(answer)
                        .isInstanceOfSatisfying(
                                Answer.Refused.class,
                                refused -> assertThat(refused.why()).contains("mount namespace"));
            } finally {
                contained.destroyForcibly().onExit().join();
            }
        }
    }

    /// systemd does not run this test's host, so how it would end the unit is unknown.
    @Test
    void refusesWhereTheRestartCouldEndASession() throws Exception {
        try (OwnSshd sshd = OwnSshd.start(folder);
                var restarter = new InPlace(root, Samples::view)) {
            Restarter.Job job = job(sshd);
            Path session = Files.createDirectories(root.resolve("proc/999999"));
            Files.writeString(session.resolve("cgroup"), "0::/system.slice/ssh.service\n");

            Answer answer = answer(restarter.test(job));

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.why())
                                    .contains("end more than the listener", "999999", "KillMode=process"));
        }
    }

    private Restarter.Job job(OwnSshd sshd) throws Exception {
        return job(sshd.server().pid(), sshd.port());
    }

    private Restarter.Job job(long pid, int port) throws Exception {
        Path proc = Files.createDirectories(root.resolve("proc/" + pid));
        Files.createDirectories(root.resolve("run/systemd/system"));
        Files.copy(Path.of("/proc/" + pid + "/stat"), proc.resolve("stat"));
        Files.writeString(proc.resolve("cgroup"), "0::/system.slice/ssh.service\n");
        String stat = Files.readString(proc.resolve("stat"));
        long start = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19]);
        return new Restarter.Job(
                new CommandId("operator@web-1#1"),
                new CommandTarget.Server(
                        new Endpoint("127.0.0.1", port), new ProcessStamp(Math.toIntExact(pid), start), 0),
                new Restart("ssh.service", Optional.empty()));
    }

    private static HostView listens(OwnSshd sshd, long startTicks, int uid) {
        var process =
                Samples.process(Math.toIntExact(sshd.server().pid()), startTicks, uid, "sshd", ProcessState.SLEEPING);
        return new HostView(
                List.of(new Listener(
                        new Endpoint("127.0.0.1", sshd.port()), process, Implementation.OPENSSH, 0, 128, 0)),
                List.of(),
                List.of());
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
                var restarter = new InPlace(root, Samples::view)) {
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
        try (OwnSshd sshd = OwnSshd.start(folder)) {
            Restarter.Job job = job(sshd);
            HostView view = listens(sshd, job.server().process().startTicks() + 1, 0);
            Answer greeted;
            try (var restarter = new InPlace(root, () -> view)) {
                greeted = answer(restarter.resume(job));
            }

            assertThat(greeted)
                    .isInstanceOfSatisfying(
                            Answer.Good.class, good -> assertThat(good.how()).contains("greeted with SSH-2.0-"));
        }
    }

    @Test
    void takesNoGreetingForAProofThatIsNotOfAnotherProcessOfRoots() throws Exception {
        try (OwnSshd sshd = OwnSshd.start(folder)) {
            Restarter.Job job = job(sshd);
            long start = job.server().process().startTicks();
            HostView same = listens(sshd, start, 0);
            HostView users = listens(sshd, start + 1, 1_000);
            try (var first = new InPlace(root, () -> same);
                    var second = new InPlace(root, () -> users);
                    var third = new InPlace(root, Samples::view)) {
                List<Pending> all = Stream.of(first, second, third)
                        .map(restarter -> restarter.resume(job))
                        .toList();

                assertThat(failed(all.get(0))).contains("the same process still listens");
                assertThat(failed(all.get(1))).contains("uid 1000", "no OpenSSH server of root's");
                assertThat(failed(all.get(2))).contains("nobody is seen to listen at 127.0.0.1");
            }
        }
    }

    @Test
    void takesNoOtherUnitsServerForTheSuccessor() throws Exception {
        try (OwnSshd sshd = OwnSshd.start(folder)) {
            Restarter.Job job = job(sshd);
            HostView view = listens(sshd, job.server().process().startTicks() + 1, 0);
            Files.writeString(root.resolve("proc/" + sshd.server().pid() + "/cgroup"), "0::/system.slice/a.service\n");
            try (var restarter = new InPlace(root, () -> view)) {
                assertThat(failed(restarter.resume(job))).contains("a.service", "ssh.service");
            }
        }
    }

    private static String failed(Pending pending) {
        return answer(pending) instanceof Answer.Failed(String why) ? why : "did not fail";
    }
}
