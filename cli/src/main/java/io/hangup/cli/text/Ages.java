package io.hangup.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Durations and instants as people read them.
public final class Ages {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Ages() {}

    /// To the second, two units at most: `42s`, `2m12s`, `3h05m`, `12d4h`. What is negative is `0s`.
    public static String brief(Duration age) {
        if (age.isNegative()) {
            return "0s";
        }
        if (age.toDays() > 0) {
            return age.toDays() + "d" + age.toHoursPart() + "h";
        }
        if (age.toHours() > 0) {
            return String.format(Locale.ROOT, "%dh%02dm", age.toHours(), age.toMinutesPart());
        }
        if (age.toMinutes() > 0) {
            return String.format(Locale.ROOT, "%dm%02ds", age.toMinutes(), age.toSecondsPart());
        }
        return age.toSeconds() + "s";
    }

    public static String between(Instant from, Instant to) {
        return brief(Duration.between(from, to));
    }

    /// How long something took: `85ms`, `1.2s`, then as [#brief].
    public static String took(Duration time) {
        if (time.toMillis() < 1_000) {
            return Math.max(0, time.toMillis()) + "ms";
        }
        return time.toSeconds() < 60 ? String.format(Locale.ROOT, "%.1fs", time.toMillis() / 1000.0) : brief(time);
    }

    /// In UTC, to the second: `2026-11-22T12:03:41Z`.
    public static String instant(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// Time of day in UTC: `12:03:41`.
    public static String clock(Instant at) {
        return CLOCK.format(at);
    }
}
