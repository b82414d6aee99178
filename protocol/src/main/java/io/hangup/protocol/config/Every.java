package io.hangup.protocol.config;

import java.time.Duration;
import java.util.Optional;

/// How often something is done, or that it is not: `60s`, `off`.
///
/// @param period empty for `off`
public record Every(Optional<Duration> period) {
    public static final Every OFF = new Every(Optional.empty());

    private static final String WORD = "off";

    public static Every of(Duration period) {
        return new Every(Optional.of(period));
    }

    /// @throws IllegalArgumentException with a sentence that says what to write
    public static Every parse(String text) {
        return text.equals(WORD) ? OFF : of(HumanDuration.parse(text));
    }

    @Override
    public String toString() {
        return period.map(HumanDuration::print).orElse(WORD);
    }
}
