package io.hangup.trials.kinds;

import io.hangup.trials.kinds.Mark.Grade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Kind by viewer: what Hangup says of each.
record Table(List<Viewer> viewers, List<Row> rows) {
    Table {
        viewers = List.copyOf(viewers);
        rows = List.copyOf(rows);
    }

    /// One kind, as each viewer in turn saw it.
    record Row(Kind kind, Map<String, Mark> marks) {
        boolean wrong() {
            return marks.values().stream().anyMatch(Mark::wrong);
        }

        String told() {
            List<String> all = new ArrayList<>();
            marks.forEach((viewer, mark) -> all.add(viewer + " " + mark));
            return String.join(", ", all);
        }
    }

    static Table of(List<Raised> raised, List<Viewer> viewers, Watch watch) {
        Map<Kind, Map<String, Mark>> rows = new LinkedHashMap<>();
        for (Raised one : raised) {
            for (Viewer viewer : viewers) {
                if (viewer.host() == one.place().host()) {
                    rows.computeIfAbsent(one.kind(), _ -> new LinkedHashMap<>())
                            .put(viewer.name(), watch.seen(viewer, one).mark(one.kind(), viewer.sharp()));
                }
            }
        }
        return new Table(
                viewers,
                rows.entrySet().stream()
                        .map(row -> new Row(row.getKey(), row.getValue()))
                        .toList());
    }

    /// Whether nothing is wrong, or still to be found.
    boolean allRight() {
        return rows.stream().noneMatch(Row::wrong);
    }

    /// How many cells of each viewer are right, unknown and wrong.
    Map<String, Map<String, Long>> counts() {
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        for (Viewer viewer : viewers) {
            Map<String, Long> of = new LinkedHashMap<>();
            for (Grade grade : Grade.values()) {
                of.put(
                        grade.name().toLowerCase(Locale.ROOT),
                        rows.stream()
                                .map(row -> row.marks().get(viewer.name()))
                                .filter(mark -> mark != null && mark.grade() == grade)
                                .count());
            }
            counts.put(viewer.name(), of);
        }
        return counts;
    }

    String text() {
        var text = new StringBuilder("%-34s %-11s".formatted("kind", "what is so"));
        viewers.forEach(viewer -> text.append(" %-22s".formatted(viewer.name())));
        for (Row row : rows) {
            text.append("\n%-34s %-11s"
                    .formatted(row.kind().name(), row.kind().truth().name().toLowerCase(Locale.ROOT)));
            viewers.forEach(viewer -> text.append(" %-22s".formatted(row.marks().get(viewer.name()))));
        }
        counts().forEach((viewer, of) -> text.append("\n%-34s %s".formatted(viewer, of)));
        return text.toString();
    }
}
