package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The fallback beside the real probe, on a real sshd.
class OshiProbeTest {
    private static OwnSshd sshd;

    private final OshiProbe dim = new OshiProbe(ProbeSettings.defaults("test"));

    @BeforeAll
    static void raise() {
        sshd = OwnSshd.start();
    }

    @AfterAll
    static void end() {
        if (sshd != null) {
            sshd.close();
        }
    }

    private static List<Connection> ours(HostView view) {
        return view.connections().stream()
                .filter(c -> c.local().port() == sshd.port)
                .toList();
    }

    @Test
    void seesTheListenerThatTheRealProbeSees() {
        try (LinuxProbe bright = LinuxProbe.open(ProbeSettings.defaults("test"))) {
            await().atMost(Duration.ofSeconds(20))
                    .pollInSameThread()
                    .until(() -> dim.look(Instant.now()).listeners().stream()
                            .anyMatch(l -> l.address().port() == sshd.port));

            HostView view = dim.look(Instant.now());

            assertThat(view.listeners().stream().filter(l -> l.address().port() == sshd.port))
                    .extracting(l -> List.of(l.address(), l.process().pid(), l.implementation()))
                    .isEqualTo(bright.look(Instant.now()).listeners().stream()
                            .filter(l -> l.address().port() == sshd.port)
                            .map(l -> List.of(l.address(), l.process().pid(), l.implementation()))
                            .toList());
        }
    }

    @Test
    void seesAConnectionFromWhereItIsAndNothingMoreOfIt() {
        // 127.0.0.2 the wrong way round is 2.0.0.127.
        Process client = sshd.ssh("root", "-b", "127.0.0.2", "-N");
        try {
            Connection connection = await().atMost(Duration.ofSeconds(20))
                    .pollInSameThread()
                    .until(() -> ours(dim.look(Instant.now())), found -> found.size() == 1)
                    .getFirst();

            assertThat(connection.peer().address()).isEqualTo("127.0.0.2");
            assertThat(connection.local()).isEqualTo(new Endpoint("127.0.0.1", sshd.port));
            assertThat(connection.phase()).isEqualTo(Phase.UNKNOWN);
            assertThat(connection.user()).isEmpty();
            assertThat(connection.server()).isEqualTo(Optional.empty());
            assertThat(connection.sessions()).isEmpty();
        } finally {
            client.destroyForcibly().onExit().join();
        }
    }

    @Test
    void aRepeatChangesNothing() {
        Process client = sshd.ssh("root", "-N");
        try {
            await().atMost(Duration.ofSeconds(20))
                    .pollInSameThread()
                    .until(() -> ours(dim.look(Instant.now())).size() == 1);
            List<Connection> first = ours(dim.look(Instant.now()));

            List<Connection> again = ours(dim.look(Instant.now().plusSeconds(60)));

            assertThat(again).isEqualTo(first);
        } finally {
            client.destroyForcibly().onExit().join();
        }
    }

    @Test
    void saysWhatItCanNotSeeAndEndsNothing() {
        assertThat(dim.look(Instant.now()).blindspots())
                .extracting(Blindspot::sense)
                .contains(Sense.SOCKETS, Sense.OWNERS, Sense.TERMINALS, Sense.PROCESSES, Sense.IO);
        assertThat(dim.tooDimToAct()).isPresent();
        assertThat(LinuxProbe.open(ProbeSettings.defaults("test")).tooDimToAct())
                .isEmpty();
    }

    @Test
    void namesThisRunOfTheSystemTheSameAgain() {
        assertThat(new OshiProbe(ProbeSettings.defaults("test")).bootId()).isEqualTo(dim.bootId());
    }
}
