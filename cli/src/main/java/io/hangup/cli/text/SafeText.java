package io.hangup.cli.text;

import java.util.Locale;

/// Makes text that somebody else supplied harmless: what a terminal would obey, reorder or hide is shown by its code
/// point in braces, `u{1b}` after a backslash.
///
/// User names, commands and host names come from machines that may be hostile. Control characters (C0, DEL, C1)
/// move the cursor or worse, format characters reorder or hide what stands there, and blank letters look like
/// nothing.
public final class SafeText {
    private SafeText() {}

    /// The text with every character that can't be seen as itself written out. Doing it twice changes nothing.
    public static String visible(String raw) {
        if (raw.codePoints().noneMatch(SafeText::hides)) {
            return raw;
        }
        var shown = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(c -> append(shown, c, hides(c)));
        return shown.toString();
    }

    /// For terminals that do not read UTF-8: there the second byte of an ordinary letter can be a control character.
    public static String ascii(String raw) {
        var shown = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(c -> {
            String substitute = substitute(c);
            if (substitute.isEmpty()) {
                append(shown, c, c > '~' || hides(c));
            } else {
                shown.append(substitute);
            }
        });
        return shown.toString();
    }

    /// A JSON document whose strings keep their exact values while nothing in it can act on a terminal. Outside of
    /// strings JSON has only printable ASCII and line ends, so whatever is replaced here stood inside one.
    public static String json(String document) {
        var safe = new StringBuilder(document.length() + 16);
        for (int i = 0; i < document.length(); ) {
            int c = document.codePointAt(i);
            int units = Character.charCount(c);
            if (c != '\n' && hides(c)) {
                for (int unit = 0; unit < units; unit++) {
                    safe.append(String.format(Locale.ROOT, "\\u%04x", (int) document.charAt(i + unit)));
                }
            } else {
                safe.appendCodePoint(c);
            }
            i += units;
        }
        return safe.toString();
    }

    private static void append(StringBuilder shown, int c, boolean hidden) {
        if (hidden) {
            shown.append("\\u{").append(Integer.toHexString(c)).append('}');
        } else {
            shown.appendCodePoint(c);
        }
    }

    private static String substitute(int ours) {
        return switch (ours) {
            case '…' -> "~";
            case '✓' -> "+";
            case '✗' -> "x";
            case '·' -> "-";
            default -> "";
        };
    }

    private static boolean hides(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> blank(c);
        };
    }

    /// Letters and marks that are drawn as nothing, and spaces that are not U+0020. Unicode's `Default_Ignorable`,
    /// less what [Character#FORMAT] has already.
    private static boolean blank(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || within(0x180B, c, 0x180F)
                || c == 0x2800
                || c == 0x3164
                || within(0xFE00, c, 0xFE0F)
                || c == 0xFFA0
                || within(0xE0100, c, 0xE01EF)
                || (c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR);
    }

    private static boolean within(int first, int c, int last) {
        return first <= c && c <= last;
    }
}
