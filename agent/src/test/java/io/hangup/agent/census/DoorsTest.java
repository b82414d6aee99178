package io.hangup.agent.census;

import static io.hangup.agent.census.Scene.ALICE;
import static io.hangup.agent.census.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.TcpState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a listener is, and what merely listens.
class DoorsTest {
    private final Scene scene = new Scene();

    @Test
    void findsListenersOnAnyPort() {
        scene.server(10, 1, "sshd").holding();
        scene.server(11, 1, "dropbear").holding();
        scene.listens(10, "0.0.0.0", 2_222).listens(10, "::", 2_222).listens(11, "10.0.0.1", 40_000);

        HostView view = look();

        assertThat(view.listeners())
                .extracting(listener -> listener.address().toString())
                .containsExactly("0.0.0.0:2222", "[::]:2222", "10.0.0.1:40000");
    }

    @Test
    void knowsAListenerByItsCgroupWhereDescriptorsMayNotBeRead() {
        scene.server(10, 1, "sshd").unseenIn(77).holding();
        scene.listening.add(inCgroup(77, 22));
        scene.listening.add(inCgroup(78, 8_080));
        scene.connects(70).connects(71, 8_080);

        HostView view = look();

        assertThat(view.listeners())
                .extracting(listener -> listener.address().port())
                .containsExactly(22);
        assertThat(view.connections()).singleElement().satisfies(c -> {
            assertThat(c.phase()).isEqualTo(Phase.UNKNOWN);
            assertThat(c.monitor()).isEmpty();
        });
    }

    @Test
    void takesAUsersRemoteForwardForNoDoor() {
        scene.server(10, 1, "sshd").holding();
        scene.listens(10, "0.0.0.0", 22).connects(70).connects(71, 8_080);
        scene.server(20, 10, "sshd").audit(5, ALICE).holding(70);
        scene.server(21, 20, "sshd").uid(ALICE).audit(5, ALICE).holding(70, 71);
        scene.listens(21, "0.0.0.0", 8_080);

        HostView view = look();

        assertThat(view.listeners()).hasSize(1);
        assertThat(view.connections()).extracting(c -> c.local().port()).containsExactly(22);
    }

    @Test
    void takesTheForwardOfARootLoginThatOutlivedItsListenerForNoDoor() {
        scene.server(11, 1, "sshd").holding();
        scene.listens(11, "0.0.0.0", 22).connects(70);
        scene.server(20, 1, "sshd").audit(5, 0).holding(70);
        scene.listens(20, "127.0.0.1", 8_080);

        HostView view = look();

        assertThat(view.listeners()).hasSize(1);
        assertThat(view.connections()).hasSize(1);
    }

    @Test
    void keepsConnectionsWhoseListenerIsGone() {
        scene.connects(70, 2_222);
        scene.server(20, 1, "sshd").audit(5, ALICE).holding(70);
        scene.server(21, 20, "sshd").uid(ALICE).audit(5, ALICE).holding(70).shell(30, 21, ALICE);

        HostView view = look();

        assertThat(view.listeners()).isEmpty();
        assertThat(view.connections()).extracting(Connection::sessions).allMatch(sessions -> sessions.size() == 1);
    }

    @Test
    void takesForwardedTrafficForNoConnection() {
        scene.connects(70, 2_222).connects(71, 51_000);
        scene.server(20, 1, "sshd").audit(5, ALICE).holding(70);
        scene.server(21, 20, "sshd").uid(ALICE).audit(5, ALICE).holding(70, 71);

        HostView view = look();

        assertThat(view.connections()).extracting(c -> c.local().port()).containsExactly(2_222);
    }

    @Test
    void passesOverSocketsThatNoProcessHolds() {
        scene.server(10, 1, "sshd").holding();
        scene.listens(10, "0.0.0.0", 22).connects(0);

        HostView view = look();

        assertThat(view.connections()).isEmpty();
    }

    @Test
    void saysWhenItLeavesConnectionsOut() {
        scene.server(10, 1, "sshd").holding();
        scene.listens(10, "0.0.0.0", 22).connects(70).connects(71).connects(72);

        HostView view = scene.look(new Census(2, Duration.ofSeconds(30)), NOON);

        assertThat(view.connections()).hasSize(2);
        assertThat(view.blindspots()).extracting(b -> b.sense().name()).isEqualTo(List.of("TRUNCATED"));
    }

    @Test
    void tellsOfEachLookWhoKnocksAndHowManyWait() {
        var census = new Census(100, Duration.ofSeconds(30));
        scene.server(10, 1, "sshd").reads(500).holding();
        scene.listens(10, "0.0.0.0", 22);
        assertThat(startupsAndQueue(census)).isEqualTo("0 2");

        scene.connects(70).server(20, 10, "sshd").writes(500).holding(70);
        assertThat(startupsAndQueue(census)).isEqualTo("1 2");

        scene.connected.clear();
        assertThat(startupsAndQueue(census)).isEqualTo("0 2");

        scene.queues(129);
        assertThat(startupsAndQueue(census)).isEqualTo("0 129");

        scene.listens(10, "::", 22).queues(1);
        assertThat(scene.look(census, NOON).listeners()).hasSize(2);
    }

    private String startupsAndQueue(Census census) {
        Listener listener = scene.look(census, NOON).listeners().getFirst();
        return listener.startups() + " " + listener.acceptQueue();
    }

    @Test
    void remainOnlyAsLongAsNothingIsNewAboutTheirSockets() {
        scene.server(10, 1, "sshd").holding();
        scene.listens(10, "0.0.0.0", 22).connects(70).connects(71);
        List<SocketFact> doors = List.copyOf(scene.listening);
        List<SocketFact> connected = List.copyOf(scene.connected);

        assertThat(Doors.remain(doors, scene.listening)).isTrue();
        assertThat(Doors.remain(connected, scene.moves(70, 5_000).connected)).isTrue();
        assertThat(Doors.remain(connected, connected.reversed())).isFalse();
        assertThat(Doors.remain(connected, scene.connects(72).connected)).isFalse();
        assertThat(Doors.remain(connected, connected.subList(0, 1))).isFalse();
        assertThat(Doors.remain(doors, scene.queues(3).listening)).isFalse();
    }

    private static SocketFact inCgroup(long cgroup, int port) {
        SocketFact s = Scene.socket(900_000L + port, "0.0.0.0", port, "0.0.0.0", 0, TcpState.LISTEN, 0);
        return new SocketFact(
                s.cookie(),
                s.local(),
                s.peer(),
                s.inode(),
                cgroup,
                s.state(),
                s.timer(),
                0,
                0,
                0,
                0,
                0,
                128,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    private HostView look() {
        return scene.look(new Census(100, Duration.ofSeconds(30)), NOON);
    }
}
