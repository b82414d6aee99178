package io.hangup.agent.census;

import static io.hangup.agent.census.Scene.ALICE;
import static io.hangup.agent.census.Scene.NOON;
import static io.hangup.agent.census.Scene.SSHD_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.Terminal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each kind of server, made by hand after what was seen of OpenSSH 9.2p1 and 10.0p2 and of Dropbear 2022.83.
class ShapesTest {
    private final Scene scene = new Scene();

    @Test
    void tellsMonitorAndChildOfAnOrdinaryLoginApart() {
        listener("sshd").connects(70);
        scene.server(20, 10, "sshd").audit(5, ALICE).holding(70);
        scene.server(21, 20, "sshd").uid(ALICE).audit(5, ALICE).holding(70).shell(30, 21, ALICE);

        Connection connection = only();

        assertThat(connection.phase()).isEqualTo(Phase.AUTHENTICATED);
        assertThat(connection.user()).contains(new Account(ALICE, "alice"));
        assertThat(connection.monitor().map(HostProcess::pid)).contains(20);
        assertThat(connection.child().map(HostProcess::pid)).contains(21);
        assertThat(connection.auditSession()).hasValue(5);
        assertThat(connection.sessions()).singleElement().satisfies(session -> {
            assertThat(session.leader().pid()).isEqualTo(30);
            assertThat(session.terminal()).isInstanceOf(Terminal.Pty.class);
            assertThat(session.foreground().map(HostProcess::pid)).contains(30);
        });
    }

    @Test
    void seesRootOfOpenSsh9AsOneProcess() {
        listener("sshd").connects(70);
        scene.server(20, 10, "sshd").audit(5, 0).holding(70).shell(30, 20, 0);

        Connection connection = only();

        assertThat(connection.child()).isEmpty();
        assertThat(connection.server().map(HostProcess::pid)).contains(20);
        assertThat(connection.user()).contains(new Account(0, "root"));
        assertThat(connection.sessions()).hasSize(1);
    }

    @Test
    void namesALoginByAUidOf32Bits() {
        listener("sshd").connects(70);
        scene.server(20, 10, "sshd").audit(5, 3_000_000_000L).holding(70).shell(30, 20, 0);

        Connection connection = only();

        assertThat(connection.user()).contains(new Account(Integer.parseUnsignedInt("3000000000"), "3000000000"));
    }

    @Test
    void namesRootOfOpenSsh10WithoutASession() {
        listener("sshd").connects(70);
        scene.server(20, 10, "sshd-session").audit(5, 0).holding(70);
        scene.server(21, 20, "sshd-session").audit(5, 0).holding(70);

        Connection connection = only();

        assertThat(connection.child().map(HostProcess::pid)).contains(21);
        assertThat(connection.user()).contains(new Account(0, "root"));
        assertThat(connection.sessions()).isEmpty();
        assertThat(connection.holders()).isEmpty();
    }

    @Test
    void takesInternalSftpForASessionThoughItRunsSshd() {
        listener("sshd").connects(70);
        scene.server(20, 10, "sshd").audit(5, ALICE).holding(70);
        scene.server(21, 20, "sshd").uid(ALICE).audit(5, ALICE).holding(70);
        scene.server(22, 21, "sshd").uid(ALICE).audit(5, ALICE).holding();

        Connection connection = only();

        assertThat(connection.child().map(HostProcess::pid)).contains(21);
        assertThat(connection.sessions()).singleElement().satisfies(session -> {
            assertThat(session.leader().pid()).isEqualTo(22);
            assertThat(session.terminal()).isEqualTo(new Terminal.NoPty());
        });
    }

    @Test
    void takesWhatPamRunsAndAPassingChildForNoSession() {
        listener("sshd").connects(70);
        scene.server(20, 10, "sshd").audit(5, ALICE).holding(70);
        scene.server(21, 20, "sshd").uid(SSHD_ACCOUNT).holding();
        HostProcess motd = Scene.fact(22, 20, 0, "sh", 0, -1, 1).process();
        scene.others.put(22, new ProcessFact(motd, 20, 20, 0, -1, 1));
        scene.children.put(20, List.of(21, 22));

        assertThat(only().sessions()).isEmpty();
    }

    @Test
    void countsEveryChannelOfAMultiplexedConnection() {
        listener("sshd").connects(70);
        scene.server(20, 10, "sshd").audit(5, ALICE).holding(70);
        scene.server(21, 20, "sshd").uid(ALICE).audit(5, ALICE).holding(70);
        scene.shell(30, 21, ALICE).shell(31, 21, ALICE).process(32, 21, ALICE, "rsync", 0, -1, 9);

        Connection connection = only();

        assertThat(connection.sessions()).extracting(s -> s.leader().pid()).containsExactly(30, 31, 32);
    }

    @Test
    void keepsTheChildWhenTheMonitorWasKilled() {
        listener("sshd").connects(70);
        scene.server(21, 1, "sshd").uid(ALICE).audit(5, ALICE).holding(70).shell(30, 21, ALICE);

        Connection connection = only();

        assertThat(connection.monitor()).isEmpty();
        assertThat(connection.child().map(HostProcess::pid)).contains(21);
        assertThat(connection.phase()).isEqualTo(Phase.AUTHENTICATED);
    }

    @Test
    void findsDropbearsSessionsUserByTheLeader() {
        listener("dropbear").connects(70);
        scene.server(20, 10, "dropbear").reads(501).holding(70).shell(30, 20, ALICE);

        Connection connection = only();

        assertThat(connection.implementation()).isEqualTo(Implementation.DROPBEAR);
        assertThat(connection.phase()).isEqualTo(Phase.AUTHENTICATED);
        assertThat(connection.user()).contains(new Account(ALICE, "alice"));
        assertThat(connection.auditSession()).isEmpty();
    }

    @Test
    void showsAConnectionWhoseOwnerItMayNotSee() {
        listener("sshd").connects(70);

        Connection connection = only();

        assertThat(connection.monitor()).isEmpty();
        assertThat(connection.phase()).isEqualTo(Phase.UNKNOWN);
        assertThat(connection.sessions()).isEmpty();
    }

    @Test
    void findsWhoHoldsAFinishedCommandsConnection() {
        listener("sshd").connects(70);
        scene.server(20, 10, "sshd").audit(5, ALICE).holding(70);
        scene.server(21, 20, "sshd").uid(ALICE).audit(5, ALICE).reads(600).holding(70);
        HostProcess sleep = Scene.fact(40, 1, ALICE, "sleep", 0, -1, 0).process();
        scene.pipeWriters.put(600L, List.of(sleep));

        Connection connection = only();

        assertThat(connection.holders()).containsExactly(sleep);
    }

    @Test
    void doesNotTakeAnInheritedPipeForAHeldOne() {
        listener("sshd").connects(70);
        scene.server(20, 10, "sshd").audit(5, ALICE).reads(600).holding(70);
        scene.server(21, 20, "sshd").uid(ALICE).audit(5, ALICE).reads(600).holding(70);
        scene.pipeWriters.put(
                600L, List.of(Scene.fact(40, 1, 0, "tee", 0, -1, 0).process()));

        Connection connection = only();

        assertThat(connection.holders()).isEmpty();
    }

    @Test
    void countsTheStartupsOfEachDoor() {
        listener("sshd").listens(10, "::", 22).connects(70).connects(71);
        scene.server(20, 10, "sshd").writes(500).holding(70);
        scene.server(21, 20, "sshd").uid(SSHD_ACCOUNT).writes(500).holding(70);

        HostView view = look();

        assertThat(view.listeners())
                .extracting(l -> l.address().address() + " " + l.startups() + " " + l.acceptQueue() + " " + l.backlog())
                .containsExactly("0.0.0.0 1 2 128", ":: 0 2 128");
    }

    private Scene listener(String executable) {
        scene.server(10, 1, executable).reads(500).reads(501).holding();
        return scene.listens(10, "0.0.0.0", 22);
    }

    private HostView look() {
        return scene.look(new Census(100, Duration.ofSeconds(30)), NOON);
    }

    private Connection only() {
        List<Connection> connections = look().connections();
        assertThat(connections).hasSize(1);
        return connections.getFirst();
    }
}
