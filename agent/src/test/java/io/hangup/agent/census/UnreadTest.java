package io.hangup.agent.census;

import static io.hangup.agent.census.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.session.TcpState;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// When a server is said to read nothing.
class UnreadTest {
    private final Unread unread = new Unread();

    @Test
    void needsASecondLook() {
        Optional<Instant> first = look(0, 52, 7);
        Optional<Instant> second = look(5, 52, 7);

        assertThat(first).isEmpty();
        assertThat(second).contains(NOON);
    }

    @Test
    void goesOnWhileMoreArrives() {
        look(0, 52, 7);
        look(5, 104, 7);

        assertThat(look(10, 156, 7)).contains(NOON);
    }

    @Test
    void endsWhenTheServerReadsALittle() {
        look(0, 52, 7);
        look(5, 52, 7);

        assertThat(look(10, 104, 52, 7)).isEmpty();
    }

    @Test
    void endsWhenTheServerUsesTheCpu() {
        look(0, 52, 7);
        look(5, 52, 7);

        assertThat(look(10, 52, 8)).isEmpty();
    }

    @Test
    void endsWhenNothingWaits() {
        look(0, 52, 7);
        look(5, 52, 7);
        look(10, 0, 7);

        assertThat(look(15, 52, 7)).isEmpty();
    }

    /// Nothing was read so far: all that came in waits.
    private Optional<Instant> look(int second, long waiting, long cpu) {
        return look(second, waiting, waiting, cpu);
    }

    private Optional<Instant> look(int second, long received, long waiting, long cpu) {
        SocketFact s = Scene.socket(70, "10.0.0.1", 22, "10.0.0.9", 70, TcpState.ESTABLISHED, received);
        SocketFact socket = new SocketFact(
                s.cookie(),
                s.local(),
                s.peer(),
                s.inode(),
                0,
                s.state(),
                s.timer(),
                0,
                0,
                0,
                0,
                waiting,
                0,
                s.sendWindow(),
                3,
                3,
                3,
                received,
                0,
                0,
                1,
                1);
        return unread.look(socket, OptionalLong.of(cpu), NOON.plusSeconds(second));
    }
}
