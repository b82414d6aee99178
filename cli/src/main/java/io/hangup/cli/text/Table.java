package io.hangup.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Rows under titles, fitted to a width.
public final class Table {
    /// For pipes and `-o wide`: nothing is cut or dropped.
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final String GAP = "  ";

    private Table() {}

    /// Every column, however wide.
    public static <R> List<Text> wide(List<Column<R>> columns, List<R> rows) {
        return lines(columns, rows, UNLIMITED);
    }

    /// The usual columns in at most `width` cells, as far as those that must stay allow it.
    public static <R> List<Text> fitted(List<Column<R>> columns, List<R> rows, int width) {
        return lines(columns.stream().filter(c -> c.worth() > 0).toList(), rows, width);
    }

    private static <R> List<Text> lines(List<Column<R>> columns, List<R> rows, int width) {
        List<Filled> kept = new ArrayList<>(
                columns.stream().map(column -> Filled.of(column, rows)).toList());
        while (least(kept) > width && droppable(kept)) {
            kept.remove(
                    kept.stream().min(Comparator.comparingInt(Filled::worth)).orElseThrow());
        }
        int[] widths = shrunk(kept, width);
        return IntStream.rangeClosed(0, rows.size())
                .mapToObj(row -> line(kept, widths, row))
                .toList();
    }

    private static boolean droppable(List<Filled> kept) {
        return kept.stream().anyMatch(column -> column.worth() < 9);
    }

    private static int least(List<Filled> columns) {
        return columns.stream().mapToInt(Filled::least).sum() + GAP.length() * (columns.size() - 1);
    }

    /// Takes what is too much from the columns that may be cut, the last one first.
    private static int[] shrunk(List<Filled> columns, int width) {
        int[] widths = columns.stream().mapToInt(Filled::natural).toArray();
        long total = IntStream.of(widths).asLongStream().sum() + (long) GAP.length() * (widths.length - 1);
        long tooMuch = Math.max(0, total - width);
        for (int i = widths.length - 1; i >= 0 && tooMuch > 0; i--) {
            long given = Math.min(tooMuch, widths[i] - columns.get(i).least());
            widths[i] -= (int) given;
            tooMuch -= given;
        }
        return widths;
    }

    private static Text line(List<Filled> columns, int[] widths, int row) {
        Text line = Text.EMPTY;
        for (int i = 0; i < widths.length; i++) {
            line = line.plus(i == 0 ? "" : GAP)
                    .plus(columns.get(i).cells().get(row).cut(widths[i]).padded(widths[i]));
        }
        return line.trimmed();
    }

    /// A column with its cells, the title first.
    private record Filled(int worth, int least, int natural, List<Text> cells) {
        static <R> Filled of(Column<R> column, List<R> rows) {
            List<Text> cells = new ArrayList<>();
            cells.add(Text.of(column.title(), Tone.STRONG));
            rows.forEach(row -> cells.add(column.cell().apply(row)));
            int natural = cells.stream().mapToInt(Text::width).max().orElse(0);
            int least = column.least() == 0 ? natural : Math.min(natural, column.least());
            return new Filled(column.worth(), least, natural, cells);
        }
    }
}
