package io.hangup.trials.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Figures of one kind: rows by who was measured, columns by how many sessions there were. A figure is the median
/// of all that were noted for its place.
final class Sheet {
    private static final String MISSING = "-";

    private final String title;
    private final Map<String, Map<Integer, List<Double>>> values = new LinkedHashMap<>();
    private final Map<String, Map<Integer, String>> notes = new LinkedHashMap<>();

    Sheet(String title) {
        this.title = title;
    }

    void add(String row, int level, double value) {
        row(row).computeIfAbsent(level, _ -> new ArrayList<>()).add(value);
    }

    /// Says in words what there is no figure for, or what is to be known of it.
    void note(String row, int level, String text) {
        row(row);
        notes.computeIfAbsent(row, _ -> new TreeMap<>()).put(level, text);
    }

    private Map<Integer, List<Double>> row(String name) {
        return values.computeIfAbsent(name, _ -> new TreeMap<>());
    }

    OptionalDouble median(String row, int level) {
        List<Double> all = all(row, level);
        return all.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(all));
    }

    /// How many times `divisor` goes into `row`: round by round where both have the same rounds.
    OptionalDouble ratio(String row, String divisor, int level) {
        List<Double> above = all(row, level);
        List<Double> below = all(divisor, level);
        if (above.isEmpty() || below.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (above.size() != below.size()) {
            return OptionalDouble.of(median(above) / median(below));
        }
        return OptionalDouble.of(median(IntStream.range(0, above.size())
                .mapToObj(round -> above.get(round) / below.get(round))
                .toList()));
    }

    private List<Double> all(String row, int level) {
        return List.copyOf(values.getOrDefault(row, Map.of()).getOrDefault(level, List.of()));
    }

    private static double median(List<Double> some) {
        List<Double> sorted = some.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /// For people: a line of titles, then one for each row.
    String table(List<Integer> levels) {
        int first = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(line(
                title, levels.stream().map(level -> level + " sessions").toList(), Math.max(first, title.length())));
        for (String row : values.keySet()) {
            List<String> cells = levels.stream().map(level -> cell(row, level)).toList();
            lines.add(line(row, cells, Math.max(first, title.length())));
        }
        return String.join("\n", lines);
    }

    private static String line(String head, List<String> cells, int width) {
        var line = new StringBuilder(head + " ".repeat(width - head.length()));
        cells.forEach(cell -> line.append(String.format(Locale.ROOT, "  %14s", cell)));
        return line.toString();
    }

    private String cell(String row, int level) {
        String note = notes.getOrDefault(row, Map.of()).get(level);
        OptionalDouble median = median(row, level);
        if (median.isEmpty()) {
            return Objects.requireNonNullElse(note, MISSING);
        }
        return note == null ? shown(median.getAsDouble()) : shown(median.getAsDouble()) + " " + note;
    }

    static String shown(double value) {
        boolean whole = value >= 100 || value == Math.rint(value);
        String form = whole ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }

    /// For JSON: row, then sessions, then the median with all it is made of.
    Map<String, Object> figures() {
        Map<String, Object> rows = new LinkedHashMap<>();
        values.forEach((row, levels) -> {
            Map<String, Object> cells = new LinkedHashMap<>();
            levels.forEach((level, all) ->
                    cells.put(Integer.toString(level), Map.of("median", median(all), "all", List.copyOf(all))));
            notes.getOrDefault(row, Map.of()).forEach((level, note) -> cells.put(level + " note", note));
            rows.put(row, cells);
        });
        return rows;
    }
}
