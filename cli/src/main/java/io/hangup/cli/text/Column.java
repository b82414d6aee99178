package io.hangup.cli.text;

import java.util.function.Function;

/// One column of a table.
///
/// @param worth 9 stays always; where the terminal is too narrow, the column worth least goes first; 0 is shown only
///     by `-o wide`
/// @param least to how many cells it may be cut before a column is dropped; 0 is never cut
public record Column<R>(String title, int worth, int least, Function<R, Text> cell) {
    public static <R> Column<R> of(String title, int worth, Function<R, Text> cell) {
        return new Column<>(title, worth, 0, cell);
    }
}
