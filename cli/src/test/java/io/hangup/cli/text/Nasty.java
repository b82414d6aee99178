package io.hangup.cli.text;

import java.util.List;

/// Text that hostile hosts may send.
public final class Nasty {
    public static final List<String> CORPUS = List.of(
            "\u001b[2J\u001b[Hall quiet",
            "\u001b]0;title\u0007",
            "\u001b]52;c;aGFja2Vk\u0007",
            "\u009b31mred",
            "\u0090q\u009c",
            "good\rbad",
            "line\nline",
            "a\tb",
            "back\b\b\b\bspace",
            "\u007f",
            "\u0000",
            "safe\u202egnp.exe",
            "\u2066isolate\u2069",
            "zero\u200bwidth\u200d\ufeff",
            "soft\u00adhyphen",
            "line\u2028separator\u2029",
            "tag\udb40\udc41",
            "hangul\u3164filler",
            "thin\u2009space\u00a0nbsp",
            "variation\ufe0f",
            "lone\ud800",
            "private\ue000",
            "braille\u2800blank",
            "nel\u0085here");

    private Nasty() {}

    /// Whether a terminal or a reader would take this character for something other than itself.
    public static boolean acts(int c) {
        return c < ' '
                || (c >= 0x7f && c <= 0xa0)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || c == 0x3164
                || c == 0x2800;
    }
}
