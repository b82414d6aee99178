package io.hangup.trials.kinds;

import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.feed.SessionVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What one agent's view, by way of the API, came to for one connection.
///
/// @param listed whether it ever had a row
/// @param rows its rows now: several for a multiplexed connection, none when it is gone
/// @param stuck the rules that ever called it stuck
/// @param noticed the rules that ever said that it is worth a look
record Seen(boolean listed, List<SessionRow> rows, Set<String> stuck, Set<String> noticed) {
    Seen {
        rows = List.copyOf(rows);
        stuck = Set.copyOf(stuck);
        noticed = Set.copyOf(noticed);
    }

    /// How that compares with what is so.
    ///
    /// @param sharp whether the agent could see all there is: then not to find what can be found is wrong
    Mark mark(Kind kind, boolean sharp) {
        List<String> wrongly = wrongly(kind);
        if (!wrongly.isEmpty()) {
            return wrong(String.join(", ", wrongly));
        }
        if (kind.rule().isPresent()) {
            return found(sharp);
        }
        return switch (kind.truth()) {
            case HEALTHY -> rows.isEmpty() ? wrong("not listed") : live();
            case STUCK, UNKNOWABLE -> rows.isEmpty() ? right("gone") : live();
            case OVER -> rows.isEmpty() ? right("gone") : wrong("still listed");
        };
    }

    private List<String> wrongly(Kind kind) {
        List<String> wrongly = new ArrayList<>();
        for (String rule : new TreeSet<>(stuck)) {
            boolean its =
                    kind.rule().filter(rule::equals).isPresent() || kind.also().contains(rule);
            if (kind.truth() != Truth.STUCK || !its) {
                wrongly.add("called stuck by " + rule);
            }
        }
        // Whatever is stuck is worth a look, for whatever reason.
        for (String rule : kind.truth() == Truth.STUCK ? Set.<String>of() : new TreeSet<>(noticed)) {
            if (!kind.rule().filter(rule::equals).isPresent()) {
                wrongly.add("noticed by " + rule);
            }
        }
        return wrongly;
    }

    private Mark found(boolean sharp) {
        if (!stuck.isEmpty()) {
            return right(String.join(", ", stuck));
        }
        if (!noticed.isEmpty()) {
            return right("see " + String.join(", ", noticed));
        }
        if (listed && rows.isEmpty()) {
            return right("ended by itself");
        }
        return sharp ? wrong("not found") : new Mark(Mark.Grade.UNKNOWN, doubted() ? "unknown" : "not found");
    }

    private Mark live() {
        return doubted() ? new Mark(Mark.Grade.UNKNOWN, "unknown") : right("live");
    }

    private boolean doubted() {
        return rows.stream().anyMatch(row -> row.verdict() == SessionVerdict.UNKNOWN);
    }

    private static Mark right(String what) {
        return new Mark(Mark.Grade.RIGHT, what);
    }

    private static Mark wrong(String what) {
        return new Mark(Mark.Grade.WRONG, what);
    }
}
