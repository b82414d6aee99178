package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SshSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Deaths under a real sshd, heard of without a look.
class DeathWatchTest {
    private static OwnSshd sshd;

    private final Semaphore told = new Semaphore(0);
    private final LinuxProbe probe = LinuxProbe.open(ProbeSettings.defaults("test"), told::release);

    @BeforeAll
    static void raiseSshd() {
        sshd = OwnSshd.start();
    }

    @AfterAll
    static void endSshd() {
        sshd.close();
    }

    @AfterEach
    void hangUp() {
        leaveNothing();
        probe.close();
    }

    private Optional<Connection> ours() {
        HostView view = probe.look(Instant.now());
        return view.connections().stream()
                .filter(c -> c.local().port() == sshd.port)
                .findFirst();
    }

    private Connection withASession() {
        sshd.ssh(OwnSshd.USER, "-tt");
        return await("a session")
                .atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .until(
                        () -> ours().filter(c ->
                                !c.sessions().isEmpty() && c.child().isPresent()),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void leaveNothing() {
        sshd.hangUp();
        await("the end of all connections")
                .atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .until(() -> ours().isEmpty());
    }

    private boolean toldWithin(Duration limit) throws InterruptedException {
        return told.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void settle() throws InterruptedException {
        while (toldWithin(Duration.ofMillis(300))) {
            ours();
        }
        probe.deaths();
    }

    @Test
    void tellsThatALeaderHasEnded() throws InterruptedException {
        SshSession session = withASession().sessions().getFirst();
        settle();

        OwnSshd.run("kill", "-KILL", "" + session.leader().pid());

        assertThat(toldWithin(Duration.ofSeconds(2))).isTrue();
        assertThat(probe.deaths()).isTrue();
        assertThat(probe.deaths()).isFalse();
    }

    @Test
    void tellsThatAServerHasEnded() throws InterruptedException {
        Connection connection = withASession();
        settle();

        OwnSshd.run("kill", "-TERM", "" + connection.child().orElseThrow().pid());

        assertThat(toldWithin(Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void theLookThatADeathCallsForReadsTheConnectionThoughItIsQuiet() throws InterruptedException {
        HostProcess monitor = withASession().monitor().orElseThrow();
        settle();
        for (int i = 0; i < 5; i++) {
            ours();
        }

        OwnSshd.run("kill", "-KILL", "" + monitor.pid());
        boolean told = toldWithin(Duration.ofSeconds(2));
        boolean deaths = probe.deaths();
        Connection after = ours().orElseThrow();

        assertThat(told).isTrue();
        assertThat(deaths).isTrue();
        assertThat(after.monitor().map(HostProcess::pid)).isNotEqualTo(Optional.of(monitor.pid()));
    }

    @Test
    void keepsNoDescriptorOfThoseThatAreGone() throws InterruptedException {
        settle();
        ours();
        long before = descriptors();
        withASession();
        long during = descriptors();

        leaveNothing();

        assertThat(during).isGreaterThanOrEqualTo(before + 3);
        assertThat(descriptors()).isEqualTo(before);
    }

    /// Of this JVM, those that are pidfds.
    private static long descriptors() {
        return Stream.of(OwnSshd.run(
                                "ls", "-l", "/proc/" + ProcessHandle.current().pid() + "/fd")
                        .split("\n", -1))
                .filter(line -> line.contains("pidfd"))
                .count();
    }
}
