package io.hangup.controller.rule;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// Facts as people read them. What an agent supplied is shortened here and escaped where it is shown.
final class Shown {
    private static final int LONGEST = 200;

    private Shown() {}

    static String of(Seen seen) {
        return switch (seen) {
            case Seen.Value(Duration duration) -> duration(duration);
            case Seen.Value(Map<?, ?> map) -> shortened(new TreeMap<>(map).toString());
            case Seen.Value(Object value) -> shortened(value.toString());
            case Seen.Absent(String _) -> "none";
            case Seen.Unseen(String _) -> "unknown";
        };
    }

    /// The two largest units, down to a second: `3d 4h`, `2m 12s`, `0s`.
    static String duration(Duration duration) {
        long days = duration.toDays();
        if (days > 0) {
            return days + "d" + rest(duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + "h" + rest(duration.toMinutesPart(), "m");
        }
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + "m" + rest(duration.toSecondsPart(), "s");
        }
        return duration.toSeconds() + "s";
    }

    private static String rest(int count, String unit) {
        return count == 0 ? "" : " " + count + unit;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
