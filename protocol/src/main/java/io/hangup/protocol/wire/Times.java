package io.hangup.protocol.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Instants and durations as they travel: ISO-8601, to the millisecond, and within bounds in which no sum of a few of
/// them can overflow.
///
/// Reading refuses what is outside; writing puts the nearest in its place. What a broken clock shows, or a user has
/// set (`touch -d @-1 "$(tty)"`), must keep nobody from telling all the rest.
final class Times {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private Times() {}

    static Instant readInstant(String text) {
        Instant instant = InstantText.read(text);
        if (!nearest(instant).equals(instant)) {
            throw new IllegalArgumentException("an instant is between 1970 and 9999, not " + instant);
        }
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    static String writeInstant(Instant instant) {
        return InstantText.write(nearest(instant));
    }

    static Duration readDuration(String text) {
        Duration duration = Duration.parse(text);
        if (!nearest(duration).equals(duration)) {
            throw new IllegalArgumentException("a duration is at most a hundred years, not " + duration);
        }
        return duration.truncatedTo(ChronoUnit.MILLIS);
    }

    static String writeDuration(Duration duration) {
        return nearest(duration).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static Instant nearest(Instant instant) {
        return instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant.isAfter(LATEST) ? LATEST : instant;
    }

    private static Duration nearest(Duration duration) {
        if (duration.compareTo(LONGEST) > 0) {
            return LONGEST;
        }
        return duration.plus(LONGEST).isNegative() ? LONGEST.negated() : duration;
    }
}
