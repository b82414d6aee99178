package io.hangup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The whole agent against a real sshd and a real Kafka.
@ExtendWith(KafkaExtension.class)
class AgentSshdTest {
    private final SigningKey key = SigningKey.generate();

    @TempDir
    Path folder;

    private OwnSshd sshd;
    private Central central;
    private RunningAgent agent;

    @BeforeEach
    void start(Kafka kafka) throws Exception {
        sshd = OwnSshd.start(folder);
        String prefix = kafka.fresh("sshd");
        central = new Central(kafka.bootstrap(), prefix);
        agent = RunningAgent.start(kafka.bootstrap(), prefix, folder, key);
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
        central.close();
        sshd.close();
        naps().forEach(ProcessHandle::destroyForcibly);
    }

    /// A job that only this test's host has.
    private String nap() {
        return "sleep 9" + sshd.port();
    }

    private Stream<ProcessHandle> naps() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().command().orElse("").endsWith("/sleep")
                        && p.info().commandLine().orElse("").endsWith(nap()));
    }

    private Connection seen(int sessions) {
        HostSnapshot snapshot = central.await(
                Topic.SNAPSHOTS, HostSnapshot.class, s -> mine(s, sessions).isPresent());
        return mine(snapshot, sessions).orElseThrow();
    }

    private Optional<Connection> mine(HostSnapshot snapshot, int sessions) {
        return snapshot.connections().stream().filter(c -> fits(c, sessions)).findFirst();
    }

    private boolean fits(Connection c, int sessions) {
        return c.local().port() == sshd.port()
                && c.phase() == Phase.AUTHENTICATED
                && c.sessions().size() == sessions;
    }

    private Receipt drop(String id, Connection connection, Instant quietSince) {
        return order(id, Action.DROP, connection, quietSince);
    }

    private Receipt order(String id, Action action, Connection connection, Instant quietSince) {
        HostProcess server = connection.server().orElseThrow();
        return order(
                id,
                action,
                new CommandTarget.OneConnection(
                        connection.cookie(), connection.local(), connection.peer(), server.stamp(), server.uid()),
                quietSince);
    }

    private Receipt order(String id, Action action, CommandTarget target, Instant quietSince) {
        return order(id, action, target, new Guard(quietSince));
    }

    private Receipt order(String id, Action action, CommandTarget target, Guard guard) {
        send(id, action, target, guard);
        return receipt(id);
    }

    private Receipt receipt(String id) {
        return central.await(
                Topic.RECEIPTS, Receipt.class, r -> r.command().value().equals(id));
    }

    private void send(String id, Action action, CommandTarget target, Guard guard) {
        HostSnapshot snapshot = central.all(Topic.SNAPSHOTS, HostSnapshot.class).getLast();
        Instant now = Instant.now();
        central.order(
                new Command(
                        new CommandId(id),
                        RunningAgent.HOST,
                        snapshot.boot(),
                        1,
                        action,
                        target,
                        guard,
                        "a test",
                        now,
                        now.plusSeconds(60)),
                key);
    }

    @Test
    void endsASessionAndListsWhatIsLeftBehind() throws Exception {
        sshd.client("root", "-tt", "nohup " + nap() + " >/dev/null 2>&1 & exec cat");
        Connection connection = seen(1);
        Awaitility.await().until(() -> naps().findAny().isPresent());

        Receipt receipt = drop("c-1", connection, Instant.now());

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
        assertThat(receipt.leftBehind()).extracting(HostProcess::command).containsExactly("sleep");
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .containsExactly(
                        "TERM to sshd " + connection.server().orElseThrow().pid());
        assertThat(receipt.took()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void termsTheUnprivilegedChildAndNeverTheMonitor() throws Exception {
        sshd.client("nobody", "-N");
        Connection connection = seen(0);

        Receipt receipt = drop("c-1", connection, Instant.now());

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .containsExactly(
                        "TERM to sshd " + connection.child().orElseThrow().pid());
    }

    @Test
    void killsAChildThatIsStopped() throws Exception {
        sshd.client("nobody", "-N");
        Connection connection = seen(0);
        int child = connection.child().orElseThrow().pid();
        stop(child);

        Receipt receipt = drop("c-1", connection, Instant.now());

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .containsExactly("KILL to sshd " + child + ", which is stopped");
    }

    /// KILL waits until the kernel lets the child go, so only the connection's socket can be ended.
    @Test
    void destroysTheSocketOfAChildThatNoSignalReaches() throws Exception {
        try (FrozenFolder frozen = FrozenFolder.make(folder)) {
            Process client = sshd.client("nobody", "-N", "-R", frozen.path().resolve("s") + ":127.0.0.1:9");
            Connection connection = seen(0);
            HostProcess child = connection.child().orElseThrow();
            Awaitility.await().until(() -> state(child.pid()).equals("D"));

            Receipt receipt = drop("c-1", connection, Instant.now());

            assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
            assertThat(receipt.steps())
                    .extracting(Receipt.Step::what)
                    .containsExactly(
                            "TERM to sshd " + child.pid(),
                            "KILL to sshd " + child.pid(),
                            "destroyed the socket of sshd " + child.pid());
            assertThat(receipt.leftBehind())
                    .extracting(HostProcess::pid, HostProcess::state)
                    .containsExactly(
                            tuple(connection.monitor().orElseThrow().pid(), ProcessState.SLEEPING),
                            tuple(child.pid(), ProcessState.UNINTERRUPTIBLE));
            assertThat(client.waitFor(5, TimeUnit.SECONDS)).isTrue();
            sshd.client("nobody", "-N");
            seen(0);

            frozen.thaw();
            Awaitility.await()
                    .until(() -> receipt.leftBehind().stream()
                            .noneMatch(left -> ProcessHandle.of(left.pid()).isPresent()));
        }
    }

    private static String state(int pid) throws Exception {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
    }

    @Test
    void endsACommandWithoutTerminalBeforeItsServer() throws Exception {
        sshd.client("root", nap() + "; true");
        Connection connection = seen(1);
        Awaitility.await().until(() -> naps().findAny().isPresent());
        int bash = connection.sessions().getFirst().leader().pid();
        long sleep = naps().findAny().orElseThrow().pid();

        Receipt receipt = drop("c-1", connection, Instant.now());

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
        assertThat(receipt.leftBehind()).isEmpty();
        assertThat(naps()).isEmpty();
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .containsExactlyInAnyOrder(
                        "TERM to bash " + bash + ", a command without terminal",
                        "TERM to sleep " + sleep + ", a command without terminal");
    }

    @Test
    void killsACommandThatDoesNotListen() throws Exception {
        sshd.client("root", "trap '' TERM; while :; do " + nap() + "; done");
        Connection connection = seen(1);
        Awaitility.await().until(() -> naps().findAny().isPresent());
        int bash = connection.sessions().getFirst().leader().pid();

        Receipt receipt = drop("c-1", connection, Instant.now());

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
        assertThat(receipt.leftBehind()).isEmpty();
        assertThat(naps()).isEmpty();
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .contains("KILL to bash " + bash + ", a command without terminal")
                .noneMatch(step -> step.contains("sshd"));
    }

    @Test
    void sparesWhatWasMeantToLiveOnWithoutTerminalAndListsIt() throws Exception {
        sshd.client("root", "nohup " + nap() + " >/dev/null 2>&1 & cat");
        Connection connection = seen(1);
        Awaitility.await().until(() -> naps().findAny().isPresent());

        Receipt receipt = drop("c-1", connection, Instant.now());

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
        assertThat(receipt.leftBehind()).extracting(HostProcess::command).containsExactly("sleep");
        assertThat(naps()).hasSize(1);
    }

    @Test
    void hasAStoppedMonitorGoOnWhenItsChildHasEnded() throws Exception {
        sshd.client("nobody", "-N");
        Connection connection = seen(0);
        int monitor = connection.monitor().orElseThrow().pid();
        int child = connection.child().orElseThrow().pid();
        stop(monitor);

        Receipt receipt = drop("c-1", connection, Instant.now());

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .containsExactly(
                        "TERM to sshd " + child, "CONT to sshd " + monitor + ", which is stopped, the monitor");
    }

    @Test
    void endsWhatAStoppedMonitorHoldsByLettingItGoOn() throws Exception {
        Process client = sshd.client("nobody", "-N");
        int monitor = seen(0).monitor().orElseThrow().pid();
        stop(monitor);
        client.destroyForcibly().onExit().join();
        HostSnapshot hungUp = central.await(
                Topic.SNAPSHOTS, HostSnapshot.class, s -> abandoned(s, monitor).isPresent());

        Receipt receipt = drop("c-1", abandoned(hungUp, monitor).orElseThrow(), Instant.now());

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .containsExactly("CONT to sshd " + monitor + ", which is stopped, the monitor");
    }

    private static Optional<Connection> abandoned(HostSnapshot snapshot, int monitor) {
        return snapshot.connections().stream()
                .filter(c -> c.child().isEmpty())
                .filter(c -> c.monitor()
                        .filter(m -> m.pid() == monitor && m.state() == ProcessState.STOPPED)
                        .isPresent())
                .findFirst();
    }

    private static void stop(int pid) throws Exception {
        OwnSshd.run("kill", "-STOP", Integer.toString(pid));
    }

    private Receipt close(Connection connection, SshSession session, Instant quietSince) {
        HostProcess server = connection.server().orElseThrow();
        return order(
                "x-1",
                Action.CLOSE,
                new CommandTarget.OneConnection(
                                connection.cookie(),
                                connection.local(),
                                connection.peer(),
                                server.stamp(),
                                server.uid())
                        .of(session.leader().stamp()),
                quietSince);
    }

    private static SshSession running(Connection connection, String command) {
        return connection.sessions().stream()
                .filter(s -> s.leader().command().equals(command))
                .findFirst()
                .orElseThrow();
    }

    /// One connection with a shell at a terminal, a command at another and a command without.
    private Connection multiplexed() throws Exception {
        String path = "-oControlPath=" + folder.resolve("mux");
        sshd.client("root", "-M", path, "-tt", "exec cat");
        seen(1);
        sshd.client("root", path, "-tt", "bash --norc -i");
        sshd.client("root", path, "exec " + nap());
        Connection connection = seen(3);
        Awaitility.await().until(() -> naps().findAny().isPresent());
        return connection;
    }

    @Test
    void closesOneSessionWithATerminalAndLeavesTheOthers() throws Exception {
        Connection connection = multiplexed();
        SshSession shell = running(connection, "bash");

        Receipt receipt = close(connection, shell, Instant.now());

        assertThat(receipt.outcome()).isEqualTo(new Outcome.ChannelClosed(2));
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .containsExactly("HUP to bash " + shell.leader().pid() + ", the session's leader");
        assertThat(receipt.leftBehind()).isEmpty();
        assertThat(naps()).hasSize(1);
        assertThat(ProcessHandle.of(running(connection, "cat").leader().pid())).isPresent();
    }

    @Test
    void closesOneSessionWithoutTerminalAndLeavesTheOthers() throws Exception {
        Connection connection = multiplexed();
        SshSession sleep = running(connection, "sleep");

        Receipt receipt = close(connection, sleep, Instant.now());

        assertThat(receipt.outcome()).isEqualTo(new Outcome.ChannelClosed(2));
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .containsExactly("TERM to sleep " + sleep.leader().pid() + ", a command without terminal");
        assertThat(naps()).isEmpty();
        assertThat(ProcessHandle.of(running(connection, "cat").leader().pid())).isPresent();
        assertThat(ProcessHandle.of(running(connection, "bash").leader().pid())).isPresent();
    }

    private String shown(int client) throws Exception {
        return Files.readString(folder.resolve("client-" + client + ".log"));
    }

    private CommandTarget.OneConnection target(Connection connection) {
        HostProcess server = connection.server().orElseThrow();
        return new CommandTarget.OneConnection(
                connection.cookie(), connection.local(), connection.peer(), server.stamp(), server.uid());
    }

    /// The kernel notes the first read of a terminal within 8 s only, so what is read right after a login
    /// can't be told from a key.
    private static void awaitQuiet(Connection connection) {
        long read = connection.sessions().stream()
                .flatMap(s -> s.terminal() instanceof Terminal.Pty pty ? Stream.of(pty.lastInput()) : Stream.empty())
                .mapToLong(Instant::getEpochSecond)
                .max()
                .orElseThrow();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Instant.now().getEpochSecond() > (read | 7) + 1);
    }

    private static Guard warned(int seconds) {
        return new Guard(Instant.now(), Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(seconds)));
    }

    @Test
    void warnsWhoIsThereAndEndsNothing() throws Exception {
        sshd.client("root", "-tt", "exec cat");
        Connection connection = seen(1);
        Terminal.Pty terminal = (Terminal.Pty) connection.sessions().getFirst().terminal();

        Receipt receipt = order("w-1", Action.WARN, connection, Instant.now());

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Warned(1));
        assertThat(receipt.steps()).extracting(Receipt.Step::what).containsExactly("warned on " + terminal.device());
        Awaitility.await().until(() -> shown(0).contains("*** Hangup: this session may be ended soon. Why: a test"));
        assertThat(ProcessHandle.of(connection.server().orElseThrow().pid())).isPresent();
    }

    @Test
    void warnsOnlyTheSessionThatIsMeant() throws Exception {
        Connection connection = multiplexed();
        SshSession shell = running(connection, "bash");

        Receipt receipt =
                order("w-1", Action.WARN, target(connection).of(shell.leader().stamp()), Instant.now());

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Warned(1));
        Awaitility.await().until(() -> shown(1).contains("*** Hangup"));
        assertThat(shown(0)).doesNotContain("*** Hangup");
    }

    @Test
    void endsAWarnedSessionWhoseUserIsSilent() throws Exception {
        sshd.client("root", "-tt", "exec cat");
        Connection connection = seen(1);
        awaitQuiet(connection);

        Receipt receipt = order("c-1", Action.DROP, target(connection), warned(4));

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .first()
                .asString()
                .startsWith("warned on pts/");
        assertThat(Duration.between(
                        receipt.steps().getFirst().at(), receipt.steps().get(1).at()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(4));
        assertThat(shown(0)).contains("*** Hangup: this session will be ended in 4 s");
    }

    @Test
    void sparesAWarnedSessionWhoseUserPressesAKey() throws Exception {
        Process client = sshd.client("root", "-tt", "exec cat");
        Connection connection = seen(1);
        awaitQuiet(connection);

        send("c-1", Action.DROP, target(connection), warned(30));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> shown(0).contains("*** Hangup"));
        client.getOutputStream().write("x\n".getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();

        assertSpared(receipt("c-1"), connection);
    }

    /// What runs in front does not read its terminal, so no time of it moves.
    @Test
    void sparesAWarnedSessionWhoseKeyNobodyReads() throws Exception {
        Process client = sshd.client("root", "-tt", "exec " + nap());
        Connection connection = seen(1);
        awaitQuiet(connection);

        send("c-1", Action.DROP, target(connection), warned(30));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> shown(0).contains("*** Hangup"));
        Awaitility.await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
        client.getOutputStream().write('x');
        client.getOutputStream().flush();

        assertSpared(receipt("c-1"), connection);
    }

    private void assertSpared(Receipt receipt, Connection connection) {
        assertThat(receipt.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).startsWith("someone is there: "));
        assertThat(receipt.steps()).hasSize(1);
        assertThat(ProcessHandle.of(connection.server().orElseThrow().pid())).isPresent();
    }

    @Test
    void keepingASessionCallsOffWhatHasOnlyWarned() throws Exception {
        sshd.client("root", "-tt", "exec cat");
        Connection connection = seen(1);
        awaitQuiet(connection);

        send("c-1", Action.DROP, target(connection), warned(30));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> shown(0).contains("*** Hangup"));
        Receipt kept = order("k-1", Action.KEEP, target(connection), Instant.now());
        Receipt later = order("c-2", Action.DROP, target(connection), Instant.now());

        assertThat(kept.outcome()).isInstanceOf(Outcome.Kept.class);
        assertThat(receipt("c-1").outcome()).isEqualTo(new Outcome.Refused("kept: a test"));
        assertThat(later.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).startsWith("kept: a test (until "));
        assertThat(ProcessHandle.of(connection.server().orElseThrow().pid())).isPresent();
    }

    @Test
    void closesNoSessionOfAnotherConnection() throws Exception {
        sshd.client("root", "-tt", "exec cat");
        Connection connection = seen(1);
        SshSession session = connection.sessions().getFirst();
        var stranger = new HostProcess(
                new ProcessStamp(session.leader().pid(), 1),
                0,
                "cat",
                session.leader().state());

        Receipt receipt = close(
                connection,
                new SshSession(stranger, session.terminal(), session.foreground(), session.since(), session.lastCpu()),
                Instant.now());

        assertThat(receipt.outcome())
                .isEqualTo(new Outcome.Refused("that session is not one of the connection's any more"));
        assertThat(receipt.steps()).isEmpty();
    }

    @Test
    void asksAPeerAndEndsNothing() throws Exception {
        sshd.client("root", "-tt", "exec cat");
        Connection connection = seen(1);

        Receipt receipt = order("p-1", Action.PROBE, connection, Instant.now());

        assertThat(receipt.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Probed.class,
                        probed -> assertThat(probed.probe().answer()).isEqualTo(PeerProbe.Answer.ANSWERED));
        assertThat(receipt.took()).isLessThan(Duration.ofSeconds(5));
        assertThat(receipt.steps()).isEmpty();
        central.await(
                Topic.SNAPSHOTS,
                HostSnapshot.class,
                s -> mine(s, 1)
                        .flatMap(Connection::probe)
                        .filter(probe -> probe.answer() == PeerProbe.Answer.ANSWERED)
                        .isPresent());
        assertThat(ProcessHandle.of(connection.server().orElseThrow().pid())).isPresent();
    }

    @Test
    void sparesAUserWhoCameBackAndSaysSo() throws Exception {
        sshd.client("root", "-tt", "exec cat");
        Connection connection = seen(1);

        Receipt receipt = drop("c-1", connection, Instant.now().minus(Duration.ofHours(1)));

        assertThat(receipt.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        r -> assertThat(r.because()).containsAnyOf("the user came back: input at", "data came in at"));
        assertThat(receipt.steps()).isEmpty();
        assertThat(ProcessHandle.of(connection.server().orElseThrow().pid())).isPresent();
    }

    @Test
    void answersADuplicateWithTheSameReceipt() throws Exception {
        sshd.client("nobody", "-N");
        Connection connection = seen(0);
        Receipt first = drop("c-1", connection, Instant.now());

        drop("c-1", connection, Instant.now());

        Receipt last = central.await(
                Topic.RECEIPTS,
                Receipt.class,
                r -> central.all(Topic.RECEIPTS, Receipt.class).size() == 2);
        assertThat(last).isEqualTo(first);
        assertThat(central.all(Topic.RECEIPTS, Receipt.class)).containsExactly(first, first);
    }
}
