package io.hangup.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One line for a person. Whatever goes in is made visible by [SafeText], and only this class adds colour, so no value
/// can bring an escape sequence of its own.
public record Text(List<Span> spans) {
    public static final Text EMPTY = new Text(List.of());

    public Text {
        spans = List.copyOf(spans);
    }

    /// A piece of one tone.
    public record Span(String shown, Tone tone) {
        public Span {
            shown = SafeText.visible(shown);
        }
    }

    public static Text of(String raw) {
        return of(raw, Tone.PLAIN);
    }

    public static Text of(String raw, Tone tone) {
        return new Text(List.of(new Span(raw, tone)));
    }

    public Text plus(String raw) {
        return plus(raw, Tone.PLAIN);
    }

    public Text plus(String raw, Tone tone) {
        return plus(of(raw, tone));
    }

    public Text plus(Text other) {
        List<Span> both = new ArrayList<>(spans);
        both.addAll(other.spans);
        return new Text(both);
    }

    /// How many cells of a terminal it takes.
    public int width() {
        return spans.stream().mapToInt(span -> Cells.width(span.shown())).sum();
    }

    /// At most `cells` wide; what was cut off is shown as `…`.
    public Text cut(int cells) {
        if (width() <= cells) {
            return this;
        }
        List<Span> kept = new ArrayList<>();
        int left = cells - 1;
        for (Span span : spans) {
            String head = Cells.head(span.shown(), left);
            kept.add(new Span(head, span.tone()));
            left -= Cells.width(head);
            if (head.length() < span.shown().length()) {
                break;
            }
        }
        return new Text(kept).plus("…", Tone.QUIET);
    }

    /// With blanks after it up to `cells`.
    Text padded(int cells) {
        return plus(" ".repeat(Math.max(0, cells - width())));
    }

    /// Without colour.
    public String plain() {
        return spans.stream().map(Span::shown).collect(Collectors.joining());
    }

    public String coloured() {
        return spans.stream().map(span -> span.tone().paint(span.shown())).collect(Collectors.joining());
    }

    /// For terminals that do not read UTF-8.
    public Text ascii() {
        return new Text(spans.stream()
                .map(span -> new Span(SafeText.ascii(span.shown()), span.tone()))
                .toList());
    }

    /// Without blanks at the end.
    Text trimmed() {
        List<Span> kept = new ArrayList<>(spans);
        while (!kept.isEmpty()) {
            Span last = kept.removeLast();
            String stripped = last.shown().stripTrailing();
            if (!stripped.isEmpty()) {
                kept.add(new Span(stripped, last.tone()));
                return new Text(kept);
            }
        }
        return EMPTY;
    }
}
