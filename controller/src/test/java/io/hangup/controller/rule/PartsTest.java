package io.hangup.controller.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Conditions as they are shown, part by part.
class PartsTest {
    @Test
    void showsEachPartOnOneLine() {
        List<String> parts = Parts.of("a > 1 && (b > 2\n    || c > 3\n      && d)");

        assertThat(parts).containsExactly("a > 1", "(b > 2 || c > 3 && d)");
    }

    @Test
    void leavesACommentWhereItEnds() {
        List<String> parts = Parts.of("(a // why\n || b) && c");

        assertThat(parts).containsExactly("(a // why\n || b)", "c");
    }
}
