package io.hangup.cli;

import java.util.Locale;

/// How an answer is printed: `-o`.
enum Format {
    /// As many columns as fit.
    TABLE,
    /// Every column, whole.
    WIDE,
    /// The document as the controller sent it.
    JSON,
    /// One row a line.
    NDJSON,
    /// Every column of a list, for spreadsheets; what is no list is printed as [#WIDE].
    CSV;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
