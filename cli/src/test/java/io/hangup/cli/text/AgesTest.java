package io.hangup.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgesTest {
    @ParameterizedTest
    @CsvSource({
        "PT-5S,0s",
        "PT0.9S,0s",
        "PT42S,42s",
        "PT2M12S,2m12s",
        "PT2M2S,2m02s",
        "PT3H5M59S,3h05m",
        "P12DT4H,12d4h"
    })
    void readsInTwoUnitsAtMost(Duration age, String brief) {
        assertThat(Ages.brief(age)).isEqualTo(brief);
    }

    @ParameterizedTest
    @CsvSource({"PT0.085S,85ms", "PT1.24S,1.2s", "PT75S,1m15s", "PT-1S,0ms"})
    void tellsHowLongSomethingTook(Duration time, String took) {
        assertThat(Ages.took(time)).isEqualTo(took);
    }
}
