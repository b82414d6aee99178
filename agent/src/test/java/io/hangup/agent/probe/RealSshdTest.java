package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.Blindspot;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The probe beside what `/proc`, `ps` and `stat` say of a real sshd with real clients.
class RealSshdTest {
    private static @Nullable OwnSshd sshd;

    private final LinuxProbe probe = LinuxProbe.open(ProbeSettings.defaults("test"));

    @BeforeAll
    static void raiseSshd() {
        sshd = OwnSshd.start();
    }

    @AfterAll
    static void endSshd() {
        if (sshd != null) {
            sshd.close();
        }
    }

    @BeforeEach
    void waitForTheListener() {
        await("the listener")
                .atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .until(() -> probe.look(Instant.now()).listeners().stream()
                        .anyMatch(listener -> listener.address().port() == sshd().port));
    }

    @AfterEach
    void hangUp() {
        sshd().hangUp();
        await("all connections gone")
                .atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .until(() -> ours().isEmpty());
        probe.close();
    }

    @Test
    void seesAShellAsProcAndStatDo() {
        sshd().ssh(OwnSshd.USER, "-tt");

        Connection connection = see(c -> hasLeader(c, "bash") && hasPty(c));

        SshSession session = connection.sessions().getFirst();
        int shell = session.leader().pid();
        Terminal.Pty pty = (Terminal.Pty) session.terminal();
        assertThat(connection.phase()).isEqualTo(Phase.AUTHENTICATED);
        assertThat(connection.user().orElseThrow().name()).isEqualTo(OwnSshd.USER);
        assertThat(pty.device()).isEqualTo(OwnSshd.run("ps", "-o", "tty=", "-p", "" + shell));
        assertInTheBucketOf(see(this::hasPty));
        assertThat(connection.child().orElseThrow().pid()).isEqualTo(parentOf(shell));
        assertThat(connection.monitor().orElseThrow().pid()).isEqualTo(parentOf(parentOf(shell)));
        assertThat(parentOf(parentOf(parentOf(shell)))).isEqualTo(sshd().pid());
        assertThat(connection.auditSession().orElseThrow())
                .isEqualTo(Long.parseLong(OwnSshd.run("cat", "/proc/" + shell + "/sessionid")));
        assertThat(OwnSshd.run("ss", "-tn", "sport", "=", ":" + sshd().port))
                .contains(connection.peer().toString());
    }

    /// Its user may set the times of a terminal to any second there is.
    @Test
    void takesNoTimeOfATerminalThatItsUserHasSet() throws IOException {
        for (String time : List.of("@-1", "2099-01-01", "@9223372036854775807")) {
            Process client = sshd().ssh(OwnSshd.USER, "-tt", "touch -a -d " + time + " $(tty); exec sleep 76");

            Connection connection = see(c -> hasLeader(c, "sleep"));

            SshSession session = connection.sessions().getFirst();
            assertThat(session.terminal()).as(time).isInstanceOf(Terminal.Unseen.class);
            client.destroyForcibly();
            await("the end of " + time)
                    .atMost(Duration.ofSeconds(20))
                    .pollInSameThread()
                    .until(() -> ours().isEmpty());
        }
    }

    @Test
    void seesACommandInTheForegroundOfATerminal() throws IOException {
        Process client = sshd().ssh(OwnSshd.USER, "-tt");
        see(c -> hasLeader(c, "bash") && hasPty(c));

        client.getOutputStream().write("exec 2>/dev/null; sleep 71\n".getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();

        Connection connection = see(c -> !c.sessions().isEmpty()
                && c.sessions()
                        .getFirst()
                        .foreground()
                        .filter(f -> f.command().equals("sleep"))
                        .isPresent());
        assertThat(connection.sessions().getFirst().leader().command()).isEqualTo("bash");
    }

    @Test
    void seesASessionAtTheFirstLookAfterItBegan() {
        sshd().ssh(OwnSshd.USER, "exec sleep 75");
        await("the command")
                .atMost(Duration.ofSeconds(20))
                .until(() -> ProcessHandle.allProcesses()
                        .anyMatch(p -> p.info().user().orElse("").equals(OwnSshd.USER)
                                && p.info().commandLine().orElse("").endsWith("sleep 75")
                                && p.info().command().orElse("").endsWith("/sleep")));

        List<Connection> seen = ours();

        assertThat(seen).singleElement().matches(c -> hasLeader(c, "sleep"));
    }

    @Test
    void seesACommandWithoutATerminal() {
        sshd().ssh(OwnSshd.USER, "exec sleep 72");

        Connection connection = see(c -> hasLeader(c, "sleep"));

        assertThat(connection.sessions().getFirst().terminal()).isEqualTo(new Terminal.NoPty());
        assertThat(connection.holders()).isEmpty();
    }

    @Test
    void seesATunnelAsAConnectionWithoutSessionsThatNobodyHolds() {
        sshd().ssh(OwnSshd.USER, "-N");
        see(c -> c.phase() == Phase.AUTHENTICATED);

        Connection connection = see(c -> c.sessions().isEmpty());

        assertThat(connection.holders()).isEmpty();
        assertThat(connection.child()).isPresent();
    }

    @Test
    void seesInternalSftp() {
        sshd().ssh(OwnSshd.USER, "-s", "sftp");

        // While the pre-auth child exits, the monitor has a child without the socket: that is not the session meant.
        Connection connection = see(c -> c.child().isPresent() && c.sessions().size() == 1);

        HostProcess leader = connection.sessions().getFirst().leader();
        assertThat(leader.pid()).isNotEqualTo(connection.child().orElseThrow().pid());
        assertThat(parentOf(leader.pid()))
                .isEqualTo(connection.child().orElseThrow().pid());
    }

    @Test
    void seesEveryChannelOfAMultiplexedConnection() {
        String socket = sshd().folder().resolve("mux").toString();
        sshd().ssh(OwnSshd.USER, "-M", "-S", socket, "-N");
        see(c -> c.phase() == Phase.AUTHENTICATED);
        Process second = sshd().ssh(OwnSshd.USER, "-S", socket, "-tt");
        sshd().ssh(OwnSshd.USER, "-S", socket, "-tt");
        sshd().ssh(OwnSshd.USER, "-S", socket, "exec sleep 73");

        Connection connection = see(c -> c.sessions().size() == 3);
        second.destroyForcibly();
        Connection later = see(c -> c.sessions().size() == 2);

        assertThat(ours()).hasSize(1);
        assertThat(later.cookie()).isEqualTo(connection.cookie());
    }

    @Test
    void seesAtTheNextLookThatAListenerIsStopped() throws IOException {
        listener();
        listener();

        signal("STOP");
        try {
            assertThat(listener().process().state()).isEqualTo(ProcessState.STOPPED);
        } finally {
            signal("CONT");
        }
        assertThat(listener().process().state()).isNotEqualTo(ProcessState.STOPPED);
    }

    // As the installed agent, whose sockets are opened by systemd in the network that it is in.
    @Test
    void asksForKnownSocketsAloneBySocketsThatItWasGiven() {
        sshd().ssh(OwnSshd.USER, "exec sleep 83");
        try (Arena arena = Arena.ofConfined()) {
            Kernel kernel = new Kernel(arena);
            List<Integer> given = List.of(netlink(kernel), netlink(kernel));
            try (LinuxProbe installed =
                    LinuxProbe.open(ProbeSettings.defaults("test"), () -> {}, new DiagSockets(given, (int)
                            ProcessHandle.current().pid()))) {
                await("a look without a pass")
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(200))
                        .pollInSameThread()
                        .until(() -> {
                            long before = installed.passes();
                            return ours(installed.look(Instant.now())).size() == 1 && installed.passes() == before;
                        });
            }
        }
    }

    private static int netlink(Kernel kernel) {
        int descriptor = kernel.socket(16, 3, 4);
        assertThat(descriptor).isPositive();
        return descriptor;
    }

    // When it comes back the kernel shows it.
    private void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Integer.toString(sshd().pid()))
                .start()
                .onExit()
                .join();
        await("SIG" + name)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> Files.readString(Path.of("/proc/" + sshd().pid() + "/stat"))
                                .contains(") T ")
                        == name.equals("STOP"));
    }

    @Test
    void knowsASilentClientAsPreAuth() throws IOException {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), sshd().port)) {
            Connection connection = see(c -> c.phase() == Phase.PRE_AUTH);

            assertThat(connection.peer().port()).isEqualTo(silent.getLocalPort());
            assertThat(connection.user()).isEmpty();
            assertThat(startups()).isEqualTo(1);
        }
    }

    @Test
    void knowsAPasswordPromptAsPreAuth() {
        sshd().ssh(OwnSshd.USER, "-o", "PubkeyAuthentication=no", "-o", "PreferredAuthentications=password");

        Connection connection = see(c -> c.phase() == Phase.PRE_AUTH
                && c.child().filter(p -> p.uid() != 0).isPresent());

        assertThat(connection.sessions()).isEmpty();
    }

    @Test
    void seesSessionsWhereTheKernelListsNoChildren() {
        try (LinuxProbe blunt = LinuxProbe.openWithoutChildren(ProbeSettings.defaults("test"))) {
            sshd().ssh(OwnSshd.USER, "exec sleep 79");
            see(c -> hasLeader(c, "sleep"));

            HostView view = blunt.look(Instant.now());

            assertThat(ours(view)).singleElement().satisfies(c -> {
                assertThat(hasLeader(c, "sleep")).isTrue();
                assertThat(c.holders()).isEmpty();
            });
            assertThat(view.blindspots()).extracting(Blindspot::sense).contains(Blindspot.Sense.PROCESSES);
        }
    }

    @Test
    void neverShowsASessionBeforeAuthentication() {
        for (int i = 0; i < 5; i++) {
            sshd().ssh(OwnSshd.USER, "exec sleep 2");
        }

        AtomicInteger finished = new AtomicInteger();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .pollInSameThread()
                .until(() -> {
                    List<Connection> now = ours();
                    // A session's leader is sshd itself until it runs the command; whoever started it became the user
                    // before.
                    assertThat(now)
                            .filteredOn(c -> !c.sessions().isEmpty())
                            .allMatch(c -> c.phase() == Phase.AUTHENTICATED
                                    && c.child().isPresent())
                            .allMatch(c -> c.sessions().size() == 1);
                    finished.addAndGet(now.isEmpty() ? 1 : 0);
                    return finished.get() > 0 && now.isEmpty();
                });
    }

    @Test
    void seesRoot() {
        sshd().ssh("root", "-tt");

        Connection connection = see(this::hasPty);

        assertThat(connection.user().orElseThrow().name()).isEqualTo("root");
        assertThat(connection.phase()).isEqualTo(Phase.AUTHENTICATED);
    }

    @Test
    void findsTheProcessThatHoldsAFinishedCommandsOutput() {
        sshd().ssh(OwnSshd.USER, "sleep 74 & echo done");

        Connection connection = see(c -> !c.holders().isEmpty());

        assertThat(connection.sessions()).isEmpty();
        assertThat(connection.holders()).extracting(HostProcess::command).containsExactly("sleep");
    }

    @Test
    void listsAllProcessesOfOneLoginAndNoneOfAnother() {
        sshd().ssh(OwnSshd.USER, "setsid sleep 75 & nohup sleep 76 >/dev/null & exec sleep 77");
        Connection one = see(c -> hasLeader(c, "sleep"));
        sshd().ssh(OwnSshd.USER, "exec sleep 78");
        await().atMost(Duration.ofSeconds(20)).pollInSameThread().until(() -> ours().size() == 2);

        List<HostProcess> processes = probe.processesOf(one);

        assertThat(processes)
                .extracting(HostProcess::command)
                .containsExactlyInAnyOrder("sshd", "sshd", "sleep", "sleep", "sleep");
        assertThat(probe.stillAlive(processes)).hasSameSizeAs(processes);
        ProcessHandle.of(one.child().orElseThrow().pid()).orElseThrow().destroy();
        await().atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .until(() -> probe.stillAlive(processes).stream()
                        .noneMatch(p -> p.command().equals("sshd")));
        assertThat(probe.stillAlive(processes)).extracting(HostProcess::command).containsOnly("sleep");
    }

    @Test
    void answersTheSameConnectionWhileNothingHappens() {
        sshd().ssh(OwnSshd.USER, "-N");
        see(c -> c.phase() == Phase.AUTHENTICATED);
        Instant later = Instant.now().plusSeconds(60);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        Connection before = ours().getFirst();

        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        Connection after = ours().getFirst();

        assertThat(after).isEqualTo(before);
        assertThat(later).isAfter(Instant.now());
    }

    private static OwnSshd sshd() {
        return Objects.requireNonNull(sshd);
    }

    private List<Connection> ours() {
        return ours(probe.look(Instant.now()));
    }

    private List<Connection> ours(HostView view) {
        return view.connections().stream()
                .filter(c -> c.local().port() == sshd().port)
                .toList();
    }

    private int startups() {
        return listener().startups();
    }

    private Listener listener() {
        return probe.look(Instant.now()).listeners().stream()
                .filter(listener -> listener.address().port() == sshd().port)
                .findFirst()
                .orElseThrow();
    }

    /// Looks until the only connection is as wanted.
    private Connection see(Predicate<Connection> wanted) {
        AtomicReference<@Nullable Connection> seen = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .pollInSameThread()
                .until(() -> ours().stream().filter(wanted).peek(seen::set).count() == 1);
        return Objects.requireNonNull(seen.get());
    }

    private static boolean hasLeader(Connection c, String command) {
        return c.sessions().stream().anyMatch(s -> s.leader().command().equals(command));
    }

    private boolean hasPty(Connection c) {
        return c.sessions().stream().anyMatch(s -> s.terminal() instanceof Terminal.Pty);
    }

    /// The terminal's times as the kernel keeps them: of each 8 s the first use, and never later than told.
    private static void assertInTheBucketOf(Connection c) {
        Terminal.Pty pty = (Terminal.Pty) c.sessions().getFirst().terminal();
        String[] kept =
                OwnSshd.run("stat", "-c", "%X %Y", "/dev/" + pty.device()).split(" ", 2);
        long read = Long.parseLong(kept[0]);
        long written = Long.parseLong(kept[1]);
        assertThat(pty.lastInput().getEpochSecond()).isBetween(read, (read | 7) + 1);
        assertThat(pty.lastOutput().getEpochSecond()).isBetween(written, (written | 7) + 1);
    }

    private static int parentOf(int pid) {
        return Integer.parseInt(OwnSshd.run("ps", "-o", "ppid=", "-p", "" + pid));
    }
}
