package io.hangup.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Rows as comma-separated values, RFC 4180, every column. A cell that a spreadsheet would take for a formula
/// begins with an apostrophe.
public final class Csv {
    private static final String FORMULA = "=+-@";

    private Csv() {}

    /// One line for the titles and one for each row.
    public static <R> List<Text> lines(List<Column<R>> columns, List<R> rows) {
        List<Text> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::title).toList()));
        for (R row : rows) {
            lines.add(line(columns.stream()
                    .map(column -> column.cell().apply(row).plain())
                    .toList()));
        }
        return lines;
    }

    private static Text line(List<String> cells) {
        return Text.of(cells.stream().map(Csv::quoted).collect(Collectors.joining(",")));
    }

    private static String quoted(String cell) {
        if (cell.equals("-")) {
            return "";
        }
        String safe = !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
        return safe.contains(",") || safe.contains("\"") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
