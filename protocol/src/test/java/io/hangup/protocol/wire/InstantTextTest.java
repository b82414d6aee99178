package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
    private static final long YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @Test
    void writesAndReadsAsTheJdkDoes() {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            int nanos = random.nextBoolean() ? 0 : random.nextInt(1_000_000_000);
            Instant instant = Instant.ofEpochSecond(random.nextLong(0, YEAR_9999), nanos);
            String theirs = instant.truncatedTo(ChronoUnit.MILLIS).toString();

            assertThat(InstantText.write(instant)).isEqualTo(theirs);
            assertThat(InstantText.read(theirs)).isEqualTo(instant.truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2024-02-29T23:59:59.999Z",
                "2026-11-22T12:00:00.1Z",
                "2026-11-22T12:00:00.123456789Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T13:00:00+01:00",
                "+12026-11-22T12:00:00Z"
            })
    void readsEachFormThatTheJdkReads(String text) {
        assertThat(InstantText.read(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-22",
                "2026-02-29T12:00:00Z",
                "2026-13-01T12:00:00Z",
                "2026-00-01T12:00:00Z",
                "2026-11-22T25:00:00Z",
                "2026-11-22T12:60:00Z",
                "2026-11-22T12:00:61Z",
                "2026-11-22 12:00:00Z",
                "2026-11-22T12:00Z",
                "٢٠٢٦-11-22T12:00:00Z"
            })
    void refusesWhatTheJdkRefuses(String text) {
        assertThatThrownBy(() -> InstantText.read(text)).isInstanceOf(DateTimeException.class);
    }
}
