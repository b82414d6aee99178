package io.hangup.agent.policy;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Some hours of a week on the host's own clock: `22:00-06:00`, `mon-fri 08:00-18:00`, `sat,sun 00:00-24:00`. Hours
/// that end past midnight belong to the day on which they begin.
///
/// @param from minute of the day, 0 to 1439
/// @param to first minute that is out, 1 to 1440
public record Hours(String text, Set<DayOfWeek> days, int from, int to) {
    private static final List<String> NAMES = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String DAY = "(?:mon|tue|wed|thu|fri|sat|sun)";
    private static final String SPAN = DAY + "(?:-" + DAY + ")?";
    private static final Pattern FORM = Pattern.compile(
            "(?:(" + SPAN + "(?:," + SPAN + "){0,6}) +)?" + "([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)");
    private static final int DAY_MINUTES = 1_440;

    public Hours {
        days = Set.copyOf(days);
        if (days.isEmpty() || from == to || to > DAY_MINUTES) {
            throw new IllegalArgumentException("hours that begin when they end; for the whole day write 00:00-24:00");
        }
    }

    /// @throws IllegalArgumentException with a sentence that says what to write
    public static Hours parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not hours: write such as 22:00-06:00, mon-fri 08:00-18:00 or sat,sun 00:00-24:00");
        }
        return new Hours(text.strip(), days(matcher.group(1)), minute(matcher, 2), minute(matcher, 4));
    }

    boolean cover(LocalDateTime local) {
        int minute = local.getHour() * 60 + local.getMinute();
        DayOfWeek day = local.getDayOfWeek();
        return from < to
                ? days.contains(day) && minute >= from && minute < to
                : (days.contains(day) && minute >= from) || (days.contains(day.minus(1)) && minute < to);
    }

    private static int minute(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group)) * 60 + Integer.parseInt(matcher.group(group + 1));
    }

    private static Set<DayOfWeek> days(@Nullable String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (text == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Arrays.stream(text.split(",", -1)).map(span -> span.split("-", -1)).forEach(ends -> {
            DayOfWeek last = day(ends[ends.length - 1]);
            DayOfWeek next = day(ends[0]);
            days.add(next);
            while (next != last) {
                next = next.plus(1);
                days.add(next);
            }
        });
        return days;
    }

    private static DayOfWeek day(String name) {
        return DayOfWeek.of(NAMES.indexOf(name) + 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
