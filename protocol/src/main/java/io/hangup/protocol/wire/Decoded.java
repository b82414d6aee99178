package io.hangup.protocol.wire;

/// What came of reading a record's value. Bad input is a value, never an exception.
public sealed interface Decoded<T> {
    /// It could be read.
    record Good<T>(T value) implements Decoded<T> {}

    /// It can't be read, now or later: set it aside and go on.
    ///
    /// @param why one sentence for an operator, with the path of the field; holds no control characters
    record Poison<T>(String why) implements Decoded<T> {}
}
