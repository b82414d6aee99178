package io.hangup.protocol.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Instants and durations as they travel: ISO-8601, to the millisecond, and within bounds in which no sum of a few of
/// them can overflow.
final class Times {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private Times() {}

    static Instant readInstant(String text) {
        return within(InstantText.read(text)).truncatedTo(ChronoUnit.MILLIS);
    }

    static String writeInstant(Instant instant) {
        return InstantText.write(within(instant));
    }

    static Duration readDuration(String text) {
        return within(Duration.parse(text)).truncatedTo(ChronoUnit.MILLIS);
    }

    static String writeDuration(Duration duration) {
        return within(duration).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static Instant within(Instant instant) {
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
            throw new IllegalArgumentException("an instant is between 1970 and 9999, not " + instant);
        }
        return instant;
    }

    private static Duration within(Duration duration) {
        if (duration.abs().compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a duration is at most a hundred years, not " + duration);
        }
        return duration;
    }
}
