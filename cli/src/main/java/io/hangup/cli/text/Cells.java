package io.hangup.cli.text;

/// How wide text is on a terminal: most characters take one cell, East Asian wide ones two, combining marks none.
final class Cells {
    private Cells() {}

    static int width(String shown) {
        return shown.codePoints().map(Cells::width).sum();
    }

    /// The longest beginning of `shown` that fits in `cells`.
    static String head(String shown, int cells) {
        int used = 0;
        int end = 0;
        while (end < shown.length()) {
            int c = shown.codePointAt(end);
            used += width(c);
            if (used > cells) {
                break;
            }
            end += Character.charCount(c);
        }
        return shown.substring(0, end);
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return wide(c) ? 2 : 1;
    }

    /// The large blocks of Unicode's `East_Asian_Width` W and F.
    private static boolean wide(int c) {
        return within(0x1100, c, 0x115F)
                || within(0x2E80, c, 0xA4CF)
                || within(0xAC00, c, 0xD7A3)
                || within(0xF900, c, 0xFAFF)
                || within(0xFE30, c, 0xFE6F)
                || within(0xFF00, c, 0xFF60)
                || within(0xFFE0, c, 0xFFE6)
                || within(0x1F300, c, 0x1FAFF)
                || within(0x20000, c, 0x3FFFD);
    }

    private static boolean within(int first, int c, int last) {
        return first <= c && c <= last;
    }
}
