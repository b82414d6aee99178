package io.hangup.agent.census;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.Samples;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.OutgoingConnection;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which login an `ssh` of this host was started from.
class ClientsTest {
    private static final long INODE = 4_711;

    private final Clients clients = new Clients();

    @Test
    void isOfTheLoginWhoseShellStartedIt() {
        OutgoingConnection hop = startedBy(Samples.SHELL.stamp());

        assertThat(hop.from()).contains(Samples.COOKIE);
    }

    @Test
    void isNotOfALoginWhoseShellHasThePidOfOneThatEnded() {
        OutgoingConnection hop = startedBy(
                new ProcessStamp(Samples.SHELL.pid(), Samples.SHELL.stamp().startTicks() - 1));

        assertThat(hop.from()).isEmpty();
    }

    private OutgoingConnection startedBy(ProcessStamp shell) {
        var ssh = new ProcessFact(
                Samples.process(900, 9_000, 1_000, "ssh", ProcessState.SLEEPING), shell.pid(), 802, 0, -1, 1);
        var client = new ClientFact(
                ssh,
                ServerFact.UNSET,
                true,
                List.of(INODE),
                false,
                false,
                List.of(ssh.process().stamp(), shell));
        var facts = new ClientFacts(
                Samples.NOON,
                Samples.FACTS.bootedAt(),
                List.of(client),
                Map.of(INODE, socket()),
                Map.of(),
                Set.of(),
                Set.of(22));
        return clients.look(facts, List.of(Samples.connection())).getFirst();
    }

    private static SocketFact socket() {
        return new SocketFact(
                new SocketCookie(99),
                new Endpoint("10.0.0.1", 40_000),
                new Endpoint("10.0.0.9", 22),
                INODE,
                0,
                TcpState.ESTABLISHED,
                TcpTimer.NONE,
                0,
                0,
                0,
                0,
                0,
                0,
                65_535,
                10,
                10,
                10,
                1_000,
                2_000,
                2_000,
                1,
                1);
    }
}
