package io.hangup.controller.rule;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// What somebody who misspelt a word most likely meant.
final class Nearest {
    private Nearest() {}

    /// ` Did you mean …?`, or nothing when no word is near.
    static String hint(String written, Collection<String> known) {
        return to(written, known).map(near -> "; did you mean " + near + "?").orElse("");
    }

    static Optional<String> to(String written, Collection<String> known) {
        int most = Math.max(2, written.length() / 4);
        return known.stream()
                .min(Comparator.comparingInt((String word) -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(word -> distance(written, word) <= most);
    }

    /// Levenshtein's.
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = above[0];
            above[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = above[j];
                above[j] = Math.min(change, Math.min(above[j], above[j - 1]) + 1);
            }
        }
        return above[b.length()];
    }
}
