package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.SshSession;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a real sshd carries, with real clients: payload, io, forwards, writes that wait, data that nobody reads.
class RealTrafficTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static @Nullable OwnSshd sshd;

    // The sweep finds forwards and walks down to a session's processes: here it must not take half a minute.
    private final LinuxProbe probe = LinuxProbe.open(new ProbeSettings(
            Set.of("sshd", "sshd-session", "sshd-auth"), Set.of("dropbear"), 64, Duration.ofSeconds(1), "test"));

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
                .atMost(SOON)
                .pollInSameThread()
                .until(() -> probe.look(Instant.now()).listeners().stream()
                        .anyMatch(listener -> listener.address().port() == sshd().port));
    }

    @AfterEach
    void hangUp() {
        sshd().hangUp();
        await("all connections gone")
                .atMost(SOON)
                .pollInSameThread()
                .until(() -> probe.look(Instant.now()).connections().stream()
                        .noneMatch(c -> c.local().port() == sshd().port));
        probe.close();
    }

    @Test
    void tellsKeepalivesFromPayload() throws IOException {
        Process client = sshd().ssh(OwnSshd.USER, "-o", "ServerAliveInterval=1", "exec cat >/dev/null");
        Connection first = see(c -> c.phase() == Phase.AUTHENTICATED && hasLeader(c, "cat"));
        Connection settled = see(c -> older(c, first, 3));
        Instant before = settled.lastPayload().orElseThrow();

        Connection kept = see(c -> c.tcp().bytesReceived() >= settled.tcp().bytesReceived() + 4 * 52);
        type(client, "something\n");
        Connection used = see(
                c -> c.lastPayload().orElseThrow().isAfter(kept.lastPayload().orElseThrow()));

        assertThat(kept.lastPayload()).contains(before);
        assertThat(used.tcp().bytesReceived()).isGreaterThan(kept.tcp().bytesReceived());
    }

    @Test
    void seesWhatACommandWithoutATerminalReadsAndWrites() throws IOException {
        Process client = sshd().ssh(OwnSshd.USER, "exec cat >/dev/null");
        Connection first = see(c -> hasLeader(c, "cat") && only(c).lastIo().isPresent());
        Connection still = see(c -> older(c, first, 4));

        type(client, "something\n");
        Connection moved = see(
                c -> only(c).lastIo().orElseThrow().isAfter(only(still).lastIo().orElseThrow()));

        assertThat(Duration.between(
                        only(still).lastIo().orElseThrow(), only(moved).lastIo().orElseThrow()))
                .isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void readsWhatItIsToldToHeedThoughNothingMovesOnItsWire() {
        sshd().ssh(OwnSshd.USER, "exec sh -c 'trap \"while :; do :; done\" USR1; sleep 3600 & wait'");
        Connection seen = see(c -> hasLeader(c, "sh") && only(c).work().isPresent());
        try (LinuxProbe slow = LinuxProbe.open(new ProbeSettings(
                Set.of("sshd", "sshd-session", "sshd-auth"), Set.of(), 64, Duration.ofHours(1), "test"))) {
            slow.look(Instant.now());
            Connection resting = same(slow, seen);
            signal("USR1", only(seen).leader().pid());
            await("a job that began by itself")
                    .atMost(SOON)
                    .until(() -> ProcessHandle.of(only(seen).leader().pid())
                            .flatMap(process -> process.info().totalCpuDuration())
                            .filter(used -> used.toMillis() > 50)
                            .isPresent());
            Connection unread = same(slow, seen);

            slow.heed(seen.cookie());
            Connection read = same(slow, seen);

            assertThat(unread.work()).isEqualTo(resting.work()).isPresent();
            assertThat(read.work()).isPresent().isNotEqualTo(unread.work());
        }
    }

    private static Connection same(LinuxProbe probe, Connection connection) {
        return probe.look(Instant.now()).connections().stream()
                .filter(c -> c.cookie().equals(connection.cookie()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void asksNoIoOfASessionWithATerminal() {
        sshd().ssh(OwnSshd.USER, "-tt");

        Connection connection = see(c -> hasLeader(c, "bash"));

        assertThat(only(connection).lastIo()).isEmpty();
    }

    @Test
    void seesACommandThatAStoppedClientKeepsFromWriting() {
        Process client = sshd().ssh(OwnSshd.USER, "exec yes");
        see(c -> hasLeader(c, "yes"));
        signal("STOP", client.pid());

        Connection stuck = see(c -> only(c).blocked().isPresent());
        Instant since = only(stuck).blocked().orElseThrow().since();
        Connection later = see(c -> older(c, stuck, 4));
        signal("CONT", client.pid());
        Connection freed = see(c -> only(c).blocked().isEmpty());

        assertThat(only(stuck).blocked().orElseThrow().on()).isIn(Blocked.On.PIPE, Blocked.On.SOCKET);
        assertThat(only(later).blocked().map(Blocked::since)).contains(since);
        assertThat(freed.tcp().bytesSent()).isGreaterThan(later.tcp().bytesSent());
    }

    @Test
    void seesAProgramThatAStoppedClientKeepsFromWritingToItsTerminal() {
        Process client = sshd().ssh(OwnSshd.USER, "-tt", "exec yes");
        see(c -> hasLeader(c, "yes"));
        signal("STOP", client.pid());

        Connection stuck = see(c -> only(c).blocked().isPresent());
        signal("CONT", client.pid());

        assertThat(only(stuck).blocked().map(Blocked::on)).contains(Blocked.On.TERMINAL);
        assertThat(only(stuck).blocked().map(Blocked::process))
                .contains(only(stuck).leader());
    }

    @Test
    void takesAReaderAtItsTerminalForNoBlockedWriter() {
        sshd().ssh(OwnSshd.USER, "-tt", "exec less /etc/services");
        Connection first = see(c -> hasLeader(c, "less"));

        Connection later = see(c -> older(c, first, 5));

        assertThat(only(later).blocked()).isEmpty();
    }

    @Test
    void takesAWriterToAnotherProgramForNoBlockedOne() {
        sshd().ssh(OwnSshd.USER, "yes | sleep 79");
        Connection first = see(c -> c.sessions().size() == 1);

        Connection later = see(c -> older(c, first, 5));

        assertThat(only(later).blocked()).isEmpty();
    }

    @Test
    void seesDataThatAStoppedServerDoesNotRead() {
        sshd().ssh(OwnSshd.USER, "-o", "ServerAliveInterval=1", "-o", "ServerAliveCountMax=100", "-N");
        Connection first =
                see(c -> c.phase() == Phase.AUTHENTICATED && c.child().isPresent());
        HostProcess child = first.child().orElseThrow();
        signal("STOP", child.pid());

        Connection wedged = see(c -> c.unreadSince().isPresent());
        signal("CONT", child.pid());
        Connection freed = see(c -> c.unreadSince().isEmpty());

        assertThat(wedged.tcp().receiveQueue()).isPositive();
        assertThat(freed.tcp().receiveQueue()).isZero();
    }

    @Test
    void seesLocalAndRemoteForwards() throws IOException {
        int near = OwnSshd.freePort();
        int far = OwnSshd.freePort();
        try (ServerSocket target = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            sshd().ssh(
                            OwnSshd.USER,
                            "-N",
                            "-L",
                            "127.0.0.1:" + near + ":127.0.0.1:" + target.getLocalPort(),
                            "-R",
                            "127.0.0.1:" + far + ":127.0.0.1:" + target.getLocalPort());
            Connection waits = see(c -> c.forwards().stream().anyMatch(f -> f instanceof Forward.Waiting));
            try (Socket user = new Socket(InetAddress.getLoopbackAddress(), near);
                    Socket server = target.accept()) {
                Forward.Tcp quiet = tcp(see(c -> hasTcp(c)));
                Connection idle = see(c -> hasTcp(c)
                        && Duration.between(tcp(c).lastMoved(), Instant.now()).toSeconds() >= 4);
                user.getOutputStream().write(new byte[10]);
                Forward.Tcp moved = tcp(see(
                        c -> hasTcp(c) && tcp(c).lastMoved().isAfter(tcp(idle).lastMoved())));

                assertThat(waits.forwards()).containsExactly(new Forward.Waiting(endpoint(far)));
                assertThat(quiet.peer()).isEqualTo(endpoint(target.getLocalPort()));
                assertThat(quiet.local()).isEqualTo(endpoint(server.getPort()));
                assertThat(moved.cookie()).isEqualTo(quiet.cookie());
            }
            assertThat(see(c -> !hasTcp(c)).forwards()).hasSize(1);
        }
    }

    @Test
    void seesWhoUsesAForwardedAgent() throws IOException {
        Path agent = Files.createTempDirectory("hangup-agent").resolve("socket");
        Process keeper = new ProcessBuilder("ssh-agent", "-D", "-a", agent.toString()).start();
        try {
            await().atMost(SOON).until(() -> Files.exists(agent));
            sshd().agent(agent)
                    .ssh(
                            OwnSshd.USER,
                            "-A",
                            "exec python3 -c \"import os,socket,time; s=socket.socket(1);"
                                    + " s.connect(os.environ['SSH_AUTH_SOCK']); time.sleep(60)\"");

            Connection connection = see(c -> c.forwards().stream().anyMatch(f -> f instanceof Forward.Local));

            assertThat(connection.forwards()).singleElement().satisfies(forward -> {
                Forward.Local local = (Forward.Local) forward;
                assertThat(local.purpose()).isEqualTo(Forward.Purpose.AGENT);
                assertThat(local.path()).matches("/tmp/ssh-[^/]+/agent\\.[0-9]+");
            });
        } finally {
            keeper.destroyForcibly();
            Files.deleteIfExists(agent);
            Files.deleteIfExists(agent.getParent());
        }
    }

    @Test
    void seesNoForwardsOfAPlainShell() {
        sshd().ssh(OwnSshd.USER, "-tt");
        Connection first = see(c -> hasLeader(c, "bash"));

        Connection later = see(c -> older(c, first, 4));

        assertThat(later.forwards()).isEmpty();
    }

    @Test
    void seesWhatOutlivedItsLogin() {
        sshd().ssh(
                        OwnSshd.USER,
                        "exec >/dev/null 2>&1 </dev/null; setsid sleep 81 & nohup sleep 82 & sleep 83 & exec sleep 4");
        Connection login = see(c -> hasLeader(c, "sleep") || hasLeader(c, "bash"));
        assertThat(orphans()).isEmpty();

        AtomicReference<List<Orphan>> seen = new AtomicReference<>(List.of());
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .pollInSameThread()
                .until(() -> {
                    seen.set(orphans());
                    return seen.get().size() == 3;
                });

        assertThat(seen.get())
                .extracting(Orphan::kept)
                .containsExactlyInAnyOrder(Orphan.Kept.OWN_SESSION, Orphan.Kept.NOHUP, Orphan.Kept.BACKGROUND);
        assertThat(seen.get())
                .allSatisfy(orphan -> assertThat(orphan.auditSession()).isEqualTo(login.auditSession()));
        OwnSshd.run("pkill", "-KILL", "-u", OwnSshd.USER);
    }

    // Whatever else runs on this machine may leave something behind, too.
    private List<Orphan> orphans() {
        return probe.look(Instant.now()).orphans().stream()
                .filter(orphan -> orphan.account().name().equals(OwnSshd.USER))
                .toList();
    }

    private static OwnSshd sshd() {
        return Objects.requireNonNull(sshd);
    }

    /// Looks until the only connection is as wanted.
    private Connection see(Predicate<Connection> wanted) {
        AtomicReference<@Nullable Connection> seen = new AtomicReference<>();
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .pollInSameThread()
                .until(() -> probe.look(Instant.now()).connections().stream()
                                .filter(c -> c.local().port() == sshd().port)
                                .filter(wanted)
                                .peek(seen::set)
                                .count()
                        == 1);
        return Objects.requireNonNull(seen.get());
    }

    private static boolean older(Connection c, Connection first, int seconds) {
        return c.cookie().equals(first.cookie())
                && Instant.now().isAfter(first.tcp().lastHeard().plusSeconds(seconds))
                && Instant.now().isAfter(first.since().plusSeconds(2L * seconds));
    }

    private static SshSession only(Connection c) {
        assertThat(c.sessions()).hasSize(1);
        return c.sessions().getFirst();
    }

    private static boolean hasLeader(Connection c, String command) {
        return c.sessions().stream().anyMatch(s -> s.leader().command().equals(command));
    }

    private static boolean hasTcp(Connection c) {
        return c.forwards().stream().anyMatch(f -> f instanceof Forward.Tcp);
    }

    private static Forward.Tcp tcp(Connection c) {
        return c.forwards().stream()
                .filter(f -> f instanceof Forward.Tcp)
                .map(f -> (Forward.Tcp) f)
                .findFirst()
                .orElseThrow();
    }

    private static Endpoint endpoint(int port) {
        return new Endpoint("127.0.0.1", port);
    }

    private static void type(Process client, String text) throws IOException {
        OutputStream input = client.getOutputStream();
        input.write(text.getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    private static void signal(String name, long pid) {
        OwnSshd.run("kill", "-" + name, Long.toString(pid));
    }
}
