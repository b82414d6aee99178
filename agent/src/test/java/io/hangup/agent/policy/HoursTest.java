package io.hangup.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoursTest {
    // 2026-11-22 is a Sunday.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "22:00-06:00           | 2026-11-22T21:59 | false",
                "22:00-06:00           | 2026-11-22T22:00 | true",
                "22:00-06:00           | 2026-11-23T05:59 | true",
                "22:00-06:00           | 2026-11-23T06:00 | false",
                "mon-fri 08:00-18:00   | 2026-11-22T12:00 | false",
                "mon-fri 08:00-18:00   | 2026-11-23T12:00 | true",
                "sun 22:00-06:00       | 2026-11-23T03:00 | true",
                "sun 22:00-06:00       | 2026-11-22T03:00 | false",
                "sat,sun 00:00-24:00   | 2026-11-22T23:59 | true",
                "sat,sun 00:00-24:00   | 2026-11-23T00:00 | false",
                "fri-mon 10:00-11:00   | 2026-11-22T10:30 | true",
                "fri-mon 10:00-11:00   | 2026-11-25T10:30 | false",
                "Sun 10:00-11:00       | 2026-11-22T10:30 | true"
            })
    void coverWhatTheySay(String hours, LocalDateTime at, boolean covered) {
        assertThat(Hours.parse(hours).cover(at)).isEqualTo(covered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "always",
                "8:00-18:00",
                "08:00-25:00",
                "08:00",
                "10:00-10:00",
                "mo 10:00-11:00",
                "10:00-24:30"
            })
    void areRefusedWhenTheyCanNotBeMeant(String text) {
        assertThatThrownBy(() -> Hours.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write");
    }
}
