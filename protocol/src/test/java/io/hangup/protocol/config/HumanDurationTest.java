package io.hangup.protocol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HumanDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0s, PT0S, 0s",
        "500ms, PT0.5S, 500ms",
        "5s, PT5S, 5s",
        "90s, PT1M30S, 1m30s",
        "2m, PT2M, 2m",
        "1h30m, PT1H30M, 1h30m",
        "24h, PT24H, 1d",
        "7d, PT168H, 7d",
        "1d2h3m4s5ms, PT26H3M4.005S, 1d2h3m4s5ms",
        "999999d, PT23999976H, 999999d"
    })
    void readsAndPrints(String text, Duration duration, String shortest) {
        assertThat(HumanDuration.parse(text)).isEqualTo(duration);
        assertThat(HumanDuration.print(duration)).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "5",
                "s",
                "5 s",
                "-5s",
                "+5s",
                "1.5h",
                "5S",
                "30m1h",
                "5s5s",
                "PT5S",
                "1000000d",
                "5w",
                "٥s"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HumanDuration.parse(text))
                .withMessageStartingWith("not a duration: write");
    }

    @Test
    void readsWhateverItPrinted() {
        new Random(7)
                .longs(1_000, 0, Duration.ofDays(10_000).toMillis())
                .mapToObj(Duration::ofMillis)
                .forEach(d ->
                        assertThat(HumanDuration.parse(HumanDuration.print(d))).isEqualTo(d));
    }
}
