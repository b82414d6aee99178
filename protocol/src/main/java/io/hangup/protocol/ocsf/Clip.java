package io.hangup.protocol.ocsf;

/// Text from strangers, short enough to be kept for good.
final class Clip {
    /// Characters of one text.
    static final int LONGEST = 1_000;

    private Clip() {}

    /// At most [#LONGEST] characters, every one of which can be written as UTF-8.
    static String text(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
