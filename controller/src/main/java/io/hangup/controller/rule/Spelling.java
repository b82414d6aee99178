package io.hangup.controller.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How the protocol's enums are written in rules, the same as in JSON: `PRE_AUTH` is `pre-auth`.
public final class Spelling {
    private static final String UNSEEN = "unknown";

    private Spelling() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// All that can be seen: `UNKNOWN` is what could not.
    static List<String> all(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(Spelling::of)
                .filter(word -> !word.equals(UNSEEN))
                .toList();
    }

    static Seen seen(Enum<?> constant) {
        String word = of(constant);
        return word.equals(UNSEEN) ? new Seen.Unseen("the agent can't tell") : new Seen.Value(word);
    }
}
