package io.hangup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.census.HostView;
import io.hangup.agent.keepalive.KernelSockets;
import io.hangup.agent.keepalive.Powers;
import io.hangup.agent.keepalive.TouchFile;
import io.hangup.agent.liveness.Answer;
import io.hangup.agent.liveness.Inquiry;
import io.hangup.agent.liveness.Keepalive;
import io.hangup.agent.liveness.Questions;
import io.hangup.agent.liveness.Sockets.Hold;
import io.hangup.agent.liveness.Sockets.Taken;
import io.hangup.agent.probe.LinuxProbe;
import io.hangup.agent.probe.ProbeSettings;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpHealth;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The silent probe on the sockets of a real sshd, with real clients.
class SilentProbeSshdTest {
    private static final Keepalive ODD = new Keepalive(true, 4_321, 17, 9, 0);

    @TempDir
    Path folder;

    private final LinuxProbe eyes = LinuxProbe.open(ProbeSettings.defaults("test"), () -> {});
    private final KernelSockets sockets = new KernelSockets();
    private final List<String> alarms = new ArrayList<>();
    private final long began = System.nanoTime();
    private OwnSshd sshd;
    private TouchFile file;
    private Questions questions;

    @BeforeEach
    void start() throws Exception {
        sshd = OwnSshd.start(folder);
        file = new TouchFile(folder, eyes.bootId());
        questions = new Questions(sockets, file, alarms::add);
    }

    @AfterEach
    void stop() throws Exception {
        questions.close();
        sshd.close();
        eyes.close();
    }

    private Duration running() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private HostView look() {
        return eyes.look(Instant.now());
    }

    private Connection seen() {
        return Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> look().connections().stream()
                                .filter(c -> c.local().port() == sshd.port()
                                        && c.phase() == Phase.AUTHENTICATED
                                        && c.sessions().size() == 1
                                        && c.tcp().unacked() == 0)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private Hold hold(Connection connection) {
        return switch (sockets.take(connection.server().orElseThrow().stamp(), connection.cookie())) {
            case Taken.Held(Hold hold) -> hold;
            case Taken.Missed(String why) -> throw new AssertionError(why);
        };
    }

    private Keepalive options(Connection connection) {
        try (Hold hold = hold(connection)) {
            return hold.keepalive().orElseThrow();
        }
    }

    private void put(Connection connection, Keepalive wanted) {
        try (Hold hold = hold(connection)) {
            assertThat(hold.put(wanted, false)).isEmpty();
        }
    }

    private TcpHealth tcp(Connection connection) {
        return look().connections().stream()
                .filter(c -> c.cookie().equals(connection.cookie()))
                .findFirst()
                .orElseThrow()
                .tcp();
    }

    private PeerProbe ask(Connection connection) {
        Inquiry inquiry = questions.ask(connection, Instant.now(), running());
        Answer answer = Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            questions.advance(running());
                            return inquiry.answer();
                        },
                        Optional::isPresent)
                .orElseThrow();
        return switch (answer) {
            case Answer.Told(PeerProbe probe, String _) -> probe;
            case Answer.Left(String why) -> throw new AssertionError(why);
        };
    }

    @Test
    void hearsALivingPeerAndSendsNoByteOfSsh() throws Exception {
        sshd.client("root", "-vvv", "-tt", "exec cat");
        Connection connection = seen();
        put(connection, ODD);
        Path log = folder.resolve("client-0.log");
        TcpHealth before = tcp(connection);
        long logged = Files.size(log);

        PeerProbe probe = ask(connection);

        assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.ANSWERED);
        assertThat(options(connection)).isEqualTo(ODD);
        assertThat(tcp(connection).bytesSent()).isEqualTo(before.bytesSent());
        assertThat(tcp(connection).bytesReceived()).isEqualTo(before.bytesReceived());
        assertThat(tcp(connection).lastHeard()).isAfter(before.lastHeard());
        assertThat(Files.size(log)).isEqualTo(logged);
        assertThat(Files.size(folder.resolve("probe.touched"))).isZero();
        assertThat(alarms).isEmpty();
    }

    @Test
    void hearsTheKernelOfAFrozenClient() throws Exception {
        Process client = sshd.client("root", "-tt", "exec cat");
        Connection connection = seen();
        OwnSshd.run("kill", "-STOP", Long.toString(client.pid()));

        PeerProbe probe = ask(connection);

        assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.ANSWERED);
    }

    @Test
    void switchesKeepaliveOnForAMomentWhereItIsOff() throws Exception {
        sshd.client("root", "-tt", "exec cat");
        Connection connection = seen();
        Keepalive off = new Keepalive(false, 7_200, 75, 9, 0);
        put(connection, off);

        PeerProbe probe = ask(connection);

        assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.ANSWERED);
        assertThat(options(connection)).isEqualTo(off);
    }

    @Test
    void asksAPeerThatIsNotLoggedInYet() throws Exception {
        try (var silent = new Socket(InetAddress.getLoopbackAddress(), sshd.port())) {
            assertThat(silent.getInputStream().read()).isEqualTo('S');
            Connection connection = Awaitility.await()
                    .pollInSameThread()
                    .until(
                            () -> look().connections().stream()
                                    .filter(c -> c.local().port() == sshd.port()
                                            && c.server().isPresent())
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();

            PeerProbe probe = ask(connection);

            assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.ANSWERED);
        }
    }

    @Test
    void setsBackWhatAKilledAgentLeft() throws Exception {
        sshd.client("root", "-tt", "exec cat");
        Connection connection = seen();
        put(connection, ODD);
        questions.ask(connection, Instant.now(), running());
        Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(1)).until(() -> {
            questions.advance(running());
            return questions.patience().filter(p -> p.toMillis() < 100).isPresent();
        });
        assertThat(options(connection)).isEqualTo(ODD.asking());
        var told = new ArrayList<String>();

        Optional<String> failed = new TouchFile(folder, eyes.bootId()).recover(sockets, told::add);

        assertThat(failed).isEmpty();
        assertThat(options(connection)).isEqualTo(ODD);
        assertThat(told).singleElement().asString().contains("as they were");
        assertThat(Files.size(folder.resolve("probe.touched"))).isZero();
    }

    @Test
    void leavesWhatAnAdministratorChangedMeanwhile() throws Exception {
        sshd.client("root", "-tt", "exec cat");
        Connection connection = seen();
        Keepalive before = options(connection);
        questions.ask(connection, Instant.now(), running());
        Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(1)).until(() -> {
            questions.advance(running());
            return questions.patience().filter(p -> p.toMillis() < 100).isPresent();
        });
        put(connection, new Keepalive(true, 1, 33, before.count(), 0));

        new TouchFile(folder, eyes.bootId()).recover(sockets, _ -> {});

        assertThat(options(connection)).isEqualTo(new Keepalive(true, before.idleSeconds(), 33, before.count(), 0));
    }

    @Test
    void forgetsWhatIsOfAnotherBootOrGone() throws Exception {
        sshd.client("root", "-tt", "exec cat");
        Connection connection = seen();
        HostProcess server = connection.server().orElseThrow();
        String options = "1 7200 75 9 0 1 1 32767 9 0\n";
        Files.writeString(
                folder.resolve("probe.touched"),
                "0a1b2c3d-0000-4000-8000-000000000001 " + server.pid() + " "
                        + server.stamp().startTicks() + " " + connection.cookie() + " " + options
                        + eyes.bootId() + " " + server.pid() + " 1 " + connection.cookie() + " " + options
                        + eyes.bootId() + " " + server.pid() + " "
                        + server.stamp().startTicks() + " 1 " + options
                        + eyes.bootId() + " damaged\n");
        var told = new ArrayList<String>();

        Optional<String> failed = file.recover(sockets, told::add);

        assertThat(failed).isEmpty();
        assertThat(told)
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("is another one now"),
                        line -> assertThat(line).contains("no longer holds"),
                        line -> assertThat(line).contains("can't be read and is left out"));
    }

    @Test
    void takesNoOtherSocketThanTheOneAskedFor() throws Exception {
        sshd.client("root", "-tt", "exec cat");
        Connection connection = seen();
        ProcessStamp server = connection.server().orElseThrow().stamp();

        Taken another = sockets.take(server, new SocketCookie(-1));
        Taken reused = sockets.take(new ProcessStamp(server.pid(), server.startTicks() + 1), connection.cookie());

        assertThat(another).isInstanceOf(Taken.Missed.class);
        assertThat(reused).isInstanceOf(Taken.Missed.class);
        assertThat(sockets.retries()).isGreaterThanOrEqualTo(2);
        assertThat(Powers.missing()).isEmpty();
    }
}
