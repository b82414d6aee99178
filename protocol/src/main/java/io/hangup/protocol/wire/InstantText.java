package io.hangup.protocol.wire;

import java.time.Instant;
import java.time.LocalDate;

/// Reads and writes `2026-11-22T12:00:00.123Z` as `Instant` does, in a tenth of its time and without its garbage: half
/// of what a snapshot costs is instants.
final class InstantText {
    private static final String FORM = "0000-00-00T00:00:00.000Z";
    private static final int SECONDS_A_DAY = 86_400;
    private static final int WITHOUT_MILLIS = 20;

    private InstantText() {}

    /// @throws java.time.DateTimeException when it is no instant
    static Instant read(String text) {
        if (!inForm(text)) {
            return Instant.parse(text);
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text);
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        int millis = text.length() == WITHOUT_MILLIS ? 0 : number(text, 20, 23);
        return Instant.ofEpochSecond(day * SECONDS_A_DAY + hour * 3_600L + minute * 60L + second, millis * 1_000_000L);
    }

    /// To the millisecond.
    ///
    /// @param instant of the years 0 to 9999
    static String write(Instant instant) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), SECONDS_A_DAY));
        int second = Math.floorMod(instant.getEpochSecond(), SECONDS_A_DAY);
        int millis = instant.getNano() / 1_000_000;
        char[] text = FORM.toCharArray();
        put(text, 0, 4, date.getYear());
        put(text, 5, 7, date.getMonthValue());
        put(text, 8, 10, date.getDayOfMonth());
        put(text, 11, 13, second / 3_600);
        put(text, 14, 16, second / 60 % 60);
        put(text, 17, 19, second % 60);
        if (millis == 0) {
            text[19] = 'Z';
            return new String(text, 0, WITHOUT_MILLIS);
        }
        put(text, 20, 23, millis);
        return new String(text);
    }

    private static boolean inForm(String text) {
        int length = text.length();
        if ((length != WITHOUT_MILLIS && length != FORM.length()) || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char c = text.charAt(i);
            char form = FORM.charAt(i);
            if (form == '0' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }

    private static void put(char[] text, int from, int to, int number) {
        int rest = number;
        for (int i = to - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
