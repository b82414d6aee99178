package io.hangup.cli.text;

import java.util.ArrayList;
import java.util.List;

/// What is drawn anew in one place, no longer than the terminal is high: a line too many would scroll the rest away.
public final class Frame {
    /// A heading, one row, and how many more there are.
    private static final int SHORTEST_BODY = 3;

    private Frame() {}

    /// As much of it as fits. The head stays; the foot goes first, then the end of the body, which says how much.
    ///
    /// @param rows how many lines there are, that of the cursor among them
    public static List<Text> fitted(List<Text> head, List<Text> body, List<Text> foot, int rows) {
        int most = rows - 1;
        int left = most - head.size();
        boolean footed = left - foot.size() >= Math.min(body.size(), SHORTEST_BODY);
        List<Text> lines = new ArrayList<>(head);
        lines.addAll(cut(body, footed ? left - foot.size() : left));
        lines.addAll(footed ? foot : List.of());
        return List.copyOf(lines.subList(0, Math.clamp(most, 1, lines.size())));
    }

    private static List<Text> cut(List<Text> body, int most) {
        if (body.size() <= most) {
            return body;
        }
        int kept = Math.max(0, most - 1);
        List<Text> lines = new ArrayList<>(body.subList(0, kept));
        lines.add(Text.of("and " + (body.size() - kept) + " more", Tone.QUIET));
        return lines;
    }
}
