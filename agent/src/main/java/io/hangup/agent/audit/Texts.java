package io.hangup.agent.audit;

import java.time.Duration;
import java.util.regex.Pattern;

/// Words and spans of time for people.
public final class Texts {
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    private Texts() {}

    /// Printable ASCII, at most so long.
    public static String printable(String text, int longest) {
        String clean = UNPRINTABLE.matcher(text.strip()).replaceAll("?");
        return clean.length() <= longest ? clean : clean.substring(0, longest - 3) + "...";
    }

    /// `90 s`, `15 min`, `2 h 11 min`.
    static String span(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return time.toMinutes() + " min" + (time.toSecondsPart() == 0 ? "" : " " + time.toSecondsPart() + " s");
        }
        return time.toHours() + " h" + (time.toMinutesPart() == 0 ? "" : " " + time.toMinutesPart() + " min");
    }
}
