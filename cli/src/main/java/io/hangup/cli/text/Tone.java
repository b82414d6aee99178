package io.hangup.cli.text;

/// What a piece of text means to the eye. The word always says the same without the colour.
public enum Tone {
    PLAIN(""),
    /// Column titles, labels.
    STRONG("1"),
    /// Less important than what stands beside it.
    QUIET("2"),
    GOOD("32"),
    BAD("31"),
    DOUBT("33");

    private final String sgr;

    Tone(String sgr) {
        this.sgr = sgr;
    }

    /// `shown` in this tone's colour: ECMA-48 "select graphic rendition".
    String paint(String shown) {
        return sgr.isEmpty() || shown.isBlank() ? shown : "\u001b[" + sgr + "m" + shown + "\u001b[0m";
    }
}
