package io.hangup.controller.rule;

import java.util.ArrayList;
import java.util.List;

/// A condition, split at its outermost `&&`. One with an outermost `||` or `?` is a single part: those bind looser.
final class Parts {
    private final String text;
    private final List<Integer> cuts = new ArrayList<>();
    private boolean looser;

    private Parts(String text) {
        this.text = text;
    }

    /// Every part as written, but on one line.
    static List<String> of(String text) {
        Parts parts = new Parts(text);
        parts.scan();
        return parts.cut();
    }

    private void scan() {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                i = pastString(i) - 1;
            } else if (c == '/' && text.startsWith("//", i)) {
                i = pastLine(i) - 1;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            } else if (depth == 0) {
                looser |= c == '?' || text.startsWith("||", i);
                if (text.startsWith("&&", i)) {
                    cuts.add(i++);
                }
            }
        }
    }

    /// Just past the string that starts at `start`; a raw one (`r"…"`) has no escapes.
    private int pastString(int start) {
        String quote = text.substring(start, start + 1);
        String closing = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
        boolean raw = start > 0 && "rR".indexOf(text.charAt(start - 1)) >= 0;
        int i = start + closing.length();
        while (i < text.length() && !text.startsWith(closing, i)) {
            i += !raw && text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + closing.length(), text.length());
    }

    private int pastLine(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    private List<String> cut() {
        if (looser || cuts.isEmpty()) {
            return List.of(onOneLine(text));
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            parts.add(onOneLine(text.substring(from, cut)));
            from = cut + 2;
        }
        parts.add(onOneLine(text.substring(from)));
        return List.copyOf(parts);
    }

    // YAML's `>-` keeps the ends of lines that are further to the right. A comment ends with its line, and a string in
    // three quotes can hold one.
    private static String onOneLine(String part) {
        boolean matters = part.contains("//") || part.contains("\"\"\"") || part.contains("'''");
        return matters ? part.strip() : part.strip().replaceAll("\\s*\\n\\s*", " ");
    }
}
