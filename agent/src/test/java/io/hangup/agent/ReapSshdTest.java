package io.hangup.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What real logins left behind, raised by a real sshd with PAM, and an agent that is told to reap each.
@ExtendWith(KafkaExtension.class)
class ReapSshdTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final SigningKey key = SigningKey.generate();
    private final List<ProcessHandle> raised = new ArrayList<>();

    @TempDir
    Path folder;

    private OwnSshd sshd;
    private Central central;
    private AgentProcess agent;
    private int commands;

    @BeforeEach
    void start(Kafka kafka) throws Exception {
        sshd = OwnSshd.startWithPam(folder);
        String prefix = kafka.fresh("reap");
        central = new Central(kafka.bootstrap(), prefix);
        agent = new AgentProcess(kafka.bootstrap(), prefix, folder, key);
        policy("allow: [reap]\n");
        agent.start();
    }

    @AfterEach
    void stop() {
        raised.forEach(ProcessHandle::destroyForcibly);
        agent.close();
        central.close();
        sshd.close();
    }

    private void policy(String text) throws IOException {
        Path next = Files.writeString(folder.resolve("policy.next"), text);
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(
                next,
                folder.resolve("policy.yaml"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// Logs in with a terminal, types, logs out, and waits until what `sleep` was typed has outlived that.
    private Target typed(int seconds, String line) throws IOException {
        Process client = sshd.client("root", "-tt");
        client.getOutputStream().write((line + "\n").getBytes(US_ASCII));
        client.getOutputStream().flush();
        ProcessHandle sleep = sleeping(seconds);
        client.getOutputStream().write("exit\nexit\n".getBytes(US_ASCII));
        client.getOutputStream().flush();
        Awaitility.await("logged out").atMost(SOON).until(() -> !client.isAlive());
        return orphaned(sleep);
    }

    /// Runs a command without terminal, and cuts the client off.
    private Target run(int seconds, String line) throws IOException {
        Process client = sshd.client("root", "-T", line);
        ProcessHandle sleep = sleeping(seconds);
        client.destroyForcibly().onExit().join();
        return orphaned(sleep);
    }

    private ProcessHandle sleeping(int seconds) {
        ProcessHandle found = Awaitility.await("sleep " + seconds)
                .atMost(SOON)
                .until(
                        () -> ProcessHandle.allProcesses()
                                .filter(p -> p.info().command().orElse("").endsWith("/sleep")
                                        && p.info()
                                                .arguments()
                                                .filter(a -> a.length == 1 && a[0].equals(Integer.toString(seconds)))
                                                .isPresent())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        raised.add(found);
        return found;
    }

    private Target orphaned(ProcessHandle process) throws IOException {
        Target target = Target.of(process);
        Awaitility.await("its login is over")
                .atMost(SOON)
                .until(() -> ProcessHandle.allProcesses()
                        .filter(p -> p.info().command().orElse("").contains("sshd"))
                        .noneMatch(p -> Target.audit(p.pid()).equals(Long.toString(target.audit()))));
        return target;
    }

    /// A process by all that a command says of it.
    private record Target(ProcessHandle process, long start, int uid, long audit) {
        static Target of(ProcessHandle process) throws IOException {
            Path folder = Path.of("/proc", Long.toString(process.pid()));
            String stat = Files.readString(folder.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String uid = Files.readAllLines(folder.resolve("status")).stream()
                    .filter(l -> l.startsWith("Uid:"))
                    .findFirst()
                    .orElseThrow()
                    .split("\\s+", -1)[1];
            return new Target(
                    process, Long.parseLong(fields[19]), Integer.parseInt(uid), Long.parseLong(audit(process.pid())));
        }

        static String audit(long pid) {
            try {
                return Files.readString(Path.of("/proc", Long.toString(pid), "sessionid"))
                        .strip();
            } catch (IOException ended) {
                return "";
            }
        }

        /// In a container nobody may collect what has ended.
        boolean runs() throws IOException {
            Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
            return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
        }

        CommandTarget.OneOrphan named() {
            return new CommandTarget.OneOrphan(new ProcessStamp(Math.toIntExact(process.pid()), start), uid, audit);
        }
    }

    private Receipt reap(Target target) {
        String id = "c-" + ++commands;
        Instant now = Instant.now();
        central.order(
                new Command(
                        new CommandId(id),
                        RunningAgent.HOST,
                        central.await(Topic.SNAPSHOTS, HostSnapshot.class, _ -> true)
                                .boot(),
                        1,
                        Action.REAP,
                        target.named(),
                        new Guard(now),
                        "forgotten",
                        now,
                        now.plusSeconds(60)),
                key);
        return central.await(
                Topic.RECEIPTS, Receipt.class, r -> r.command().value().equals(id));
    }

    private void reaped(Target target, int processes) throws IOException {
        Receipt receipt = reap(target);

        assertThat(receipt.outcome()).as(receipt.toString()).isEqualTo(new Outcome.Reaped(processes));
        assertThat(target.runs()).isFalse();
    }

    private void spared(Target target, String why) throws IOException {
        Receipt receipt = reap(target);

        assertThat(receipt.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).contains(why));
        assertThat(target.runs()).isTrue();
    }

    private void assumeAudit(Target target) {
        assumeTrue(target.audit() != 0xffff_ffffL, "needs pam_loginuid and a kernel with audit");
    }

    @Test
    void endsJobsOfShellsAndNothingThatWasMeantToLiveOn() throws Exception {
        Target plain = typed(71_001, "sleep 71001 &");
        assumeAudit(plain);
        reaped(plain, 1);
        reaped(typed(71_002, "sleep 71002 & disown"), 1);
        reaped(typed(71_003, "sleep 71003 | sleep 72003 &"), 1);
        reaped(typed(71_004, "(sleep 71004; true) &"), 1);
        reaped(typed(71_005, "su nobody -s /bin/sh -c 'sleep 71005 &'"), 1);
        reaped(run(71_006, "sleep 71006 &"), 1);
        reaped(run(71_007, "sleep 71007 | cat &"), 1);

        spared(typed(71_010, "setsid sleep 71010 &"), "a POSIX session whose leader runs");
        spared(typed(71_011, "setsid sh -c 'sleep 71011 </dev/null >/dev/null 2>&1 &'"), "nothing that can be seen");
        spared(typed(71_012, "tmux -L hangup-test new-session -d 'exec sleep 71012'"), "it runs in tmux");
        spared(typed(71_014, "sh -c 'sleep 71014 >/dev/null 2>&1 &'"), "nothing that can be seen");
        Target nohup = typed(71_013, "nohup sleep 71013 >/dev/null 2>&1 &");
        spared(nohup, "it ignores SIGHUP");
        policy("{allow: [reap], reap: [background, nohup]}\n");
        reaped(nohup, 1);
    }

    @Test
    void endsAScriptWithAllBelowItButWhatWasMeantToLiveOn() throws Exception {
        Target script = typed(71_020, "sh -c 'nohup sleep 71021 >/dev/null 2>&1 & exec sleep 71020' &");
        assumeAudit(script);
        Target kept = Target.of(sleeping(71_021));

        Receipt receipt = reap(script);

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Reaped(1));
        assertThat(receipt.leftBehind())
                .extracting(p -> (long) p.pid())
                .containsExactly(kept.process().pid());
        assertThat(kept.runs()).isTrue();
    }

    @Test
    void sparesWhatRunsInTmuxWhileAnotherLoginIsAttachedToIt() throws Exception {
        Target pane = typed(71_040, "tmux -L hangup-attached new-session -d 'exec sleep 71040'");
        assumeAudit(pane);
        policy("{allow: [reap], reap: [tmux]}\n");
        Process other = sshd.client("root", "-tt");
        other.getOutputStream().write("TERM=vt100 exec tmux -L hangup-attached attach\n".getBytes(US_ASCII));
        other.getOutputStream().flush();
        Awaitility.await("attached").atMost(SOON).until(() -> clients() == 1);

        spared(pane, "somebody may be attached to tmux: server");
        other.destroyForcibly();
        Awaitility.await("detached").atMost(SOON).until(() -> clients() == 0);

        reaped(pane, 1);
    }

    private static long clients() throws IOException {
        Process list = new ProcessBuilder("tmux", "-L", "hangup-attached", "list-clients")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(list.getInputStream().readAllBytes(), US_ASCII)
                .lines()
                .count();
    }

    @Test
    void leavesTheJobsOfALoginThatLives() throws Exception {
        Process client = sshd.client("root", "-tt");
        client.getOutputStream().write("sleep 71030 &\n".getBytes(US_ASCII));
        client.getOutputStream().flush();
        Target job = Target.of(sleeping(71_030));
        assumeAudit(job);

        spared(job, "belongs to its login, which may still live");

        assertThat(client.isAlive()).isTrue();
    }
}
