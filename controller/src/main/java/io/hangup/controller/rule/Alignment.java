package io.hangup.controller.rule;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Where each character of a YAML scalar's value stands in the file. Quotes, escapes, folding and indentation make the
/// value differ from what is written; everything but white space keeps its order, so walking both in step finds it.
final class Alignment {
    private final int[] text;
    private final int end;
    private final ScalarStyle style;
    private int next;

    private Alignment(ScalarNode scalar, int[] text) {
        this.text = text;
        this.style = scalar.getScalarStyle();
        this.end = Math.min(scalar.getEndMark().getIndex(), text.length);
        this.next = scalar.getStartMark().getIndex();
    }

    /// One index into `text` for each character of the value, and one for its end.
    static int[] of(ScalarNode scalar, int[] text) {
        return new Alignment(scalar, text).align(scalar.getValue().codePoints().toArray());
    }

    private int[] align(int[] value) {
        skipOpening();
        int[] spots = new int[value.length + 1];
        int last = next;
        for (int i = 0; i < value.length; i++) {
            if (Character.isWhitespace(value[i])) {
                spots[i] = Math.min(next, end);
                continue;
            }
            while (next < end && (Character.isWhitespace(text[next]) || continuation())) {
                next += continuation() ? 2 : 1;
            }
            spots[i] = Math.min(next, Math.max(end - 1, 0));
            next += width();
            last = next;
        }
        spots[value.length] = last;
        return spots;
    }

    /// Past the opening quote, or past the line with `|` or `>`.
    private void skipOpening() {
        switch (style) {
            case SINGLE_QUOTED, DOUBLE_QUOTED -> next++;
            case LITERAL, FOLDED -> {
                while (next < end && text[next] != '\n') {
                    next++;
                }
            }
            case PLAIN, JSON_SCALAR_STYLE -> {}
        }
    }

    /// A backslash at the end of a line joins it to the next.
    private boolean continuation() {
        return style == ScalarStyle.DOUBLE_QUOTED
                && text[next] == '\\'
                && next + 1 < end
                && Character.isWhitespace(text[next + 1]);
    }

    /// How many characters of the file stand for the one at hand.
    private int width() {
        if (next >= end) {
            return 1;
        }
        if (style == ScalarStyle.SINGLE_QUOTED && text[next] == '\'') {
            return 2;
        }
        if (style != ScalarStyle.DOUBLE_QUOTED || text[next] != '\\' || next + 1 >= end) {
            return 1;
        }
        return switch (text[next + 1]) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }
}
