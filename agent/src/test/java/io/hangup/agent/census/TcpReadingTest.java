package io.hangup.agent.census;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Ages of a connection that is quiet for longer than the kernel counts.
class TcpReadingTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /// 2^32 ms.
    private static final Duration ROUND = Duration.ofMillis(1L << 32);

    private final TcpHealth quiet = TcpReading.of(socket(Duration.ZERO, 1_000), NOON, null);

    @Test
    void isAsOldAsBeforeWhenTheKernelBeginsAnew() {
        Instant at = NOON.plus(ROUND).plusSeconds(3);

        TcpHealth wrapped = TcpReading.of(socket(Duration.ofSeconds(3), 1_000), at, quiet);

        assertThat(wrapped.lastDataReceived()).isEqualTo(NOON);
        assertThat(wrapped.lastDataSent()).isEqualTo(NOON);
    }

    @Test
    void staysSoWhenItBeginsASecondTime() {
        Instant at = NOON.plus(ROUND.multipliedBy(2)).plusSeconds(3);

        TcpHealth wrapped = TcpReading.of(socket(Duration.ofSeconds(3), 1_000), at, quiet);

        assertThat(wrapped.lastDataReceived()).isEqualTo(NOON);
    }

    @Test
    void isYoungOnceDataCame() {
        Instant at = NOON.plus(ROUND).plusSeconds(3);

        TcpHealth heard = TcpReading.of(socket(Duration.ofSeconds(3), 1_036), at, quiet);

        assertThat(heard.lastDataReceived()).isEqualTo(NOON.plus(ROUND));
        assertThat(heard.lastDataSent()).isEqualTo(NOON);
    }

    @Test
    void goesAlongWhenTheClockIsSet() {
        Instant at = NOON.plus(Duration.ofDays(20_000));

        TcpHealth stepped = TcpReading.of(socket(Duration.ofSeconds(3), 1_000), at, quiet);

        assertThat(stepped.lastDataReceived()).isEqualTo(at.minusSeconds(3));
    }

    private static SocketFact socket(Duration age, long received) {
        Endpoint end = new Endpoint("10.0.0.1", 22);
        long millis = age.toMillis();
        return new SocketFact(
                new SocketCookie(1),
                end,
                end,
                1,
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
                millis,
                millis,
                millis,
                received,
                2_000,
                2_000,
                1,
                1);
    }
}
