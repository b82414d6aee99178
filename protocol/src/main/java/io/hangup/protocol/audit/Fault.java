package io.hangup.protocol.audit;

/// Something that is wrong with the chain.
///
/// @param sequence of the record that it is about, or where that should be
/// @param last of the records, where there are several in a row; otherwise the same
/// @param where an offset or a line; empty for what is not there
public record Fault(Kind kind, long sequence, long last, String where, String meaning) {
    /// What was done to a record.
    public enum Kind {
        /// It is not what was written, or can't be read any more.
        CHANGED,
        MISSING,
        /// Another record has the same number.
        DOUBLED,
        /// It stands behind one that was written later.
        REORDERED,
        /// A signature does not fit, or is missing where one must be.
        UNSIGNED,
        /// It is no record of this chain, and the chain goes on without it.
        FOREIGN
    }

    public Fault(Kind kind, long sequence, String where, String meaning) {
        this(kind, sequence, sequence, where, meaning);
    }
}
