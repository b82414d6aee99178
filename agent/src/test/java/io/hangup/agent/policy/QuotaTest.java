package io.hangup.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaTest {
    private static Duration minute(int minute) {
        return Duration.ofMinutes(minute);
    }

    @Test
    void saysWhenTheNextOneIsFree() {
        List<Duration> taken = List.of(minute(1), minute(3), minute(8));

        assertThat(Quota.parse("3/10m").spent(taken, minute(9))).contains("3/10m is spent; free again in 2m");
        assertThat(Quota.parse("3/10m").spent(taken, minute(11))).isEmpty();
    }

    @Test
    void waitsForTheSlowestOfItsRates() {
        List<Duration> taken = List.of(minute(1), minute(2));

        assertThat(Quota.parse("2/10m, 2/1h").spent(taken, minute(9))).contains("2/1h is spent; free again in 52m");
    }

    @Test
    void allowsNothingAtNought() {
        assertThat(Quota.parse("0/1h").spent(List.of(), minute(9))).contains("0/1h allows nothing");
    }

    @Test
    void isNeverExceededInAnyWindow() {
        long seed = 20_261_122;
        var random = new Random(seed);
        Quota quota = Quota.parse("3/10m, 7/1h");
        List<Duration> taken = new ArrayList<>();
        for (Duration now = Duration.ZERO;
                now.compareTo(Duration.ofDays(1)) < 0;
                now = now.plusSeconds(random.nextInt(200))) {
            if (quota.spent(taken, now).isEmpty()) {
                taken.add(now);
            }
        }

        assertThat(taken).hasSizeGreaterThan(24 * 7 - 10);
        for (Duration end : taken) {
            assertThat(within(taken, end, minute(10))).as("seed %d", seed).isLessThanOrEqualTo(3);
            assertThat(within(taken, end, minute(60))).as("seed %d", seed).isLessThanOrEqualTo(7);
        }
    }

    private static long within(List<Duration> taken, Duration end, Duration window) {
        return taken.stream()
                .filter(at -> at.compareTo(end) <= 0 && at.compareTo(end.minus(window)) > 0)
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3/10", "-1/10m", "1001/10m", "3/8d", "3/0s", "3/10m;4/1h", "3/10m,"})
    void refusesWhatCanNotBeCounted(String text) {
        assertThatThrownBy(() -> Quota.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printsWhatItReadsAsTheSame() {
        assertThat(Quota.parse(Quota.parse("3/10m,20/1d").toString())).isEqualTo(Quota.parse("3/10m, 20/1d"));
    }
}
