package io.hangup.agent.census;

import static io.hangup.agent.census.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.session.TcpState;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Keepalives, keys and chaff, with what was measured on OpenSSH 9.2 and 10: a key is 36 B each way with chacha20,
/// `ServerAliveInterval` 52 B in and 28 B out, `ClientAliveInterval` 60 B out and 36 B in.
class PayloadTest {
    private final Payload payload = new Payload();
    private Instant now = NOON;
    private long in = 3_541;
    private long out = 3_377;
    private long segmentsIn = 11;
    private long segmentsOut = 11;
    private long io = 174_339 + 11_785 + in + out;
    private boolean readable = true;

    @BeforeEach
    void startWatching() {
        look();
    }

    @Test
    void countsTheFirstLook() {
        assertThat(look()).isEqualTo(NOON);
    }

    @Test
    void passesOverServerAlive() {
        for (int i = 0; i < 20; i++) {
            exchange(Duration.ofSeconds(5), 52, 28, 0);
        }

        assertThat(look()).isEqualTo(NOON);
    }

    @Test
    void passesOverAWindowAdjustmentAndOneSidedChaff() {
        move(Duration.ofSeconds(5), 36, 0, 1, 0, 0);
        move(Duration.ofSeconds(5), 3_600, 3_600, 100, 100, 0);

        assertThat(look()).isEqualTo(NOON);
    }

    @Test
    void countsAKeyThoughItIsAsLongAsAnAnswer() {
        exchange(Duration.ofSeconds(60), 36, 36, 2);

        assertThat(look()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void countsOutputThatNobodyAskedFor() {
        move(Duration.ofSeconds(60), 0, 100, 0, 1, 40);

        assertThat(look()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void takesBytesBetweenTwoReadingsForPayloadOnlyUntilTheNext() {
        now = now.plusSeconds(5);
        in += 52;
        out += 28;
        io += 52 + 28 + 80;
        Instant doubted = look();
        exchange(Duration.ofSeconds(5), 52 + 52, 28 + 28, -80);

        assertThat(doubted).isEqualTo(NOON.plusSeconds(5));
        assertThat(look()).isEqualTo(NOON);
    }

    @Test
    void knowsKeepalivesByTheirRhythmWhereTheServerMayNotBeRead() {
        readable = false;
        for (int i = 1; i < Pulse.PROOF; i++) {
            exchange(Duration.ofSeconds(15), 52, 28, 0);
        }
        Instant doubted = look();
        exchange(Duration.ofSeconds(16), 52, 28, 0);

        assertThat(doubted).isEqualTo(NOON.plusSeconds(15 * (Pulse.PROOF - 1)));
        assertThat(look()).isEqualTo(NOON);
    }

    @Test
    void believesNoRhythmThatIsBroken() {
        readable = false;
        for (int i = 1; i < Pulse.PROOF; i++) {
            exchange(Duration.ofSeconds(15), 52, 28, 0);
        }
        exchange(Duration.ofSeconds(22), 52, 28, 0);

        assertThat(look()).isEqualTo(now);
    }

    @Test
    void countsAKeyAmongKeepalivesWhereTheServerMayNotBeRead() {
        readable = false;
        for (int i = 0; i < 10; i++) {
            exchange(Duration.ofSeconds(15), 52, 28, 0);
        }
        exchange(Duration.ofSeconds(5), 36, 36, 2);
        Instant key = now;
        for (int i = 0; i < 10; i++) {
            exchange(Duration.ofSeconds(15), 52, 28, 0);
        }

        assertThat(look()).isEqualTo(key);
    }

    @Test
    void takesSeveralExchangesBetweenTwoLooksForSomebodyWhoTypes() {
        readable = false;
        for (int i = 0; i < 20; i++) {
            move(Duration.ofSeconds(5), 108, 108, 3, 3, 6);
        }

        assertThat(look()).isEqualTo(now);
    }

    @Test
    void takesRegularOutputForPayloadWhereTheServerMayNotBeRead() {
        readable = false;
        for (int i = 0; i < 20; i++) {
            move(Duration.ofSeconds(60), 0, 68, 0, 1, 30);
        }

        assertThat(look()).isEqualTo(now);
    }

    private void exchange(Duration after, long received, long sent, long carried) {
        move(after, received, sent, 1, 1, carried);
    }

    private void move(Duration after, long received, long sent, int segsIn, int segsOut, long carried) {
        now = now.plus(after);
        in += received;
        out += sent;
        segmentsIn += segsIn;
        segmentsOut += segsOut;
        io += received + sent + carried;
        look();
    }

    private Instant look() {
        SocketFact s = Scene.socket(70, "10.0.0.1", 22, "10.0.0.9", 70, TcpState.ESTABLISHED, in);
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
                0,
                0,
                s.sendWindow(),
                3,
                3,
                3,
                in,
                out,
                out,
                segmentsIn,
                segmentsOut);
        return payload.look(socket, readable ? OptionalLong.of(io) : OptionalLong.empty(), now);
    }
}
