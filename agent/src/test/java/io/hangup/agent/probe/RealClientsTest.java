package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.OutgoingConnection;
import io.hangup.protocol.session.OutgoingConnection.Via;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.Test;

/// Real `ssh` from one real sshd to another: who leads where, and from which login.
class RealClientsTest {
    private static @Nullable OwnSshd first;
    private static @Nullable OwnSshd second;

    private @Nullable LinuxProbe probe;

    @BeforeAll
    static void raiseServers() {
        first = OwnSshd.start();
        second = OwnSshd.start();
    }

    @AfterAll
    static void endServers() {
        if (second != null) {
            second.close();
        }
        if (first != null) {
            first.close();
        }
    }

    @AfterEach
    void hangUp() {
        a().hangUp();
        b().hangUp();
        OwnSshd.run("pkill", "-KILL", "-u", OwnSshd.USER);
        if (probe != null) {
            await().atMost(Duration.ofSeconds(20))
                    .pollInSameThread()
                    .until(() -> towards(look(), b()).isEmpty());
            probe.close();
        }
    }

    @Test
    void seesNewClientsAlsoWhenTheClockWasSetBack() {
        open(Duration.ofSeconds(30));
        look();
        Process client = b().ssh(OwnSshd.USER, "exec sleep 82");
        await().pollInSameThread()
                .until(() ->
                        ours(look(), b()).stream().anyMatch(c -> c.sessions().size() == 1));

        HostView view = Objects.requireNonNull(probe).look(Instant.now().minusSeconds(3_600));

        assertThat(view.outgoing())
                .anySatisfy(hop -> assertThat(hop.client().pid()).isEqualTo((int) client.pid()));
    }

    @Test
    void seesAnSshAtOnceThatIsTypedInASession() throws IOException {
        open(Duration.ofHours(1));
        Process terminal = a().ssh(OwnSshd.USER, "-tt");
        await().pollInSameThread()
                .until(() ->
                        ours(look(), a()).stream().anyMatch(c -> c.sessions().size() == 1));
        terminal.getOutputStream().write((b().typed("-tt", "exec sleep 81") + "\n").getBytes(StandardCharsets.UTF_8));
        terminal.getOutputStream().flush();

        OutgoingConnection hop = see(b(), h -> h.from().isPresent());
        Connection carrier = only(a());
        Connection arrived = only(b());

        assertThat(hop.via()).isEqualTo(Via.CLIENT);
        assertThat(hop.client().command()).isEqualTo("ssh");
        assertThat(hop.from()).contains(carrier.cookie());
        assertThat(hop.auditSession()).isEqualTo(carrier.auditSession());
        assertThat(hop.local()).isEqualTo(arrived.peer());
        assertThat(hop.peer()).isEqualTo(arrived.local());
    }

    @Test
    void findsTheLoginOfAnSshThatLeftItsParentsBehind() {
        open(Duration.ofSeconds(1));
        a().ssh(OwnSshd.USER, "setsid -f " + b().typed("-N", "") + " >/dev/null 2>&1 </dev/null; exec sleep 82");

        OutgoingConnection hop = see(b(), h -> h.from().isPresent());

        assertThat(hop.from()).contains(only(a()).cookie());
    }

    @Test
    void knowsAMasterThatOutlivesTheSessionThatStartedIt() {
        open(Duration.ofSeconds(1));
        String socket = a().folder().resolve("ctl").toString();
        OwnSshd.run("chmod", "1777", a().folder().toString());
        Process login =
                a().ssh(OwnSshd.USER, b().typed("-o ControlMaster=yes -o ControlPersist=60 -S " + socket, "exec true"));
        see(b(), h -> h.via() == Via.MASTER);

        login.destroy();
        OutgoingConnection left = see(b(), h -> h.from().isEmpty());

        assertThat(left.via()).isEqualTo(Via.MASTER);
        assertThat(left.auditSession()).isPresent();
        assertThat(OwnSshd.run("ps", "-o", "ppid=", "-p", "" + left.client().pid())
                        .strip())
                .isEqualTo("1");
    }

    @Test
    void takesWhatAClientAcceptsForOthersForNoHop() throws IOException {
        open(Duration.ofSeconds(1));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        a().ssh(OwnSshd.USER, "-N", "-L", "127.0.0.1:" + port + ":127.0.0.1:" + b().port);
        see(a(), _ -> true);
        await().ignoreExceptions().atMost(Duration.ofSeconds(10)).until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });

        try (Socket visitor = new Socket(InetAddress.getLoopbackAddress(), port)) {
            await().pollInSameThread().until(() -> ours(look(), b()).size() == 1);
            Instant twoSweeps = Instant.now().plusSeconds(2);
            await().pollInSameThread().until(() -> {
                look();
                return Instant.now().isAfter(twoSweeps);
            });

            assertThat(look().outgoing()).noneMatch(h -> h.peer().port() == visitor.getLocalPort());
            assertThat(towards(look(), a())).hasSize(1);
        }
    }

    @Test
    void givesAClientThatAProxyConnectsNoSocketOfItsOwn() {
        open(Duration.ofSeconds(1));
        String proxy =
                "ssh -F none -p %d -i %s -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no -W %%h:%%p %s"
                        .formatted(a().port, a().folder().resolve("user"), OwnSshd.USER + "@127.0.0.1");
        b().ssh(OwnSshd.USER, "-o", "ProxyCommand=" + proxy, "exec sleep 83");
        await().atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .until(() -> ours(look(), b()).size() == 1);

        OutgoingConnection hop = see(a(), _ -> true);

        assertThat(look().outgoing().stream()
                        .filter(h -> h.via() == Via.CLIENT)
                        .map(h -> h.peer().port()))
                .contains(a().port)
                .doesNotContain(b().port);
        assertThat(hop.client().command()).isEqualTo("ssh");
    }

    private void open(Duration sweepEvery) {
        probe = LinuxProbe.open(new ProbeSettings(Set.of("sshd"), Set.of("dropbear"), 4_096, sweepEvery, "test"));
    }

    private HostView look() {
        return Objects.requireNonNull(probe).look(Instant.now());
    }

    private static OwnSshd a() {
        return Objects.requireNonNull(first);
    }

    private static OwnSshd b() {
        return Objects.requireNonNull(second);
    }

    private Connection only(OwnSshd server) {
        List<Connection> found = ours(look(), server);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static List<Connection> ours(HostView view, OwnSshd server) {
        return view.connections().stream()
                .filter(c -> c.local().port() == server.port)
                .toList();
    }

    private static List<OutgoingConnection> towards(HostView view, OwnSshd server) {
        return view.outgoing().stream()
                .filter(h -> h.peer().port() == server.port)
                .toList();
    }

    /// Looks until the only client of that server is as wanted.
    private OutgoingConnection see(OwnSshd server, Predicate<OutgoingConnection> wanted) {
        AtomicReference<@Nullable OutgoingConnection> seen = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .pollInSameThread()
                .until(() -> towards(look(), server).stream()
                                .filter(wanted)
                                .peek(seen::set)
                                .count()
                        == 1);
        return Objects.requireNonNull(seen.get());
    }
}
