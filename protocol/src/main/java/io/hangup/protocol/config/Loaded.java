package io.hangup.protocol.config;

import java.util.List;

/// What came of reading a file that a person wrote.
public sealed interface Loaded<T> {
    record Good<T>(T value) implements Loaded<T> {}

    /// It can't be used.
    ///
    /// @param problems each `FILE:LINE:COLUMN: what is wrong; what to do`, never empty
    record Bad<T>(List<String> problems) implements Loaded<T> {
        public Bad {
            problems = List.copyOf(problems);
        }
    }
}
