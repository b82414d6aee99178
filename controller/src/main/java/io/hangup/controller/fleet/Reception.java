package io.hangup.controller.fleet;

/// What became of a record that came in.
public sealed interface Reception {
    /// It changed what is known.
    record Taken() implements Reception {}

    /// Something newer is known already, or the same.
    record Outdated() implements Reception {}

    /// It is not what it says it is, or too large to hold.
    record Rejected(Reason reason, String why) implements Reception {}

    /// Why a record is turned away.
    enum Reason {
        /// The key names another host than the record.
        FOREIGN_KEY,
        /// A text or a list is longer than anything honest.
        OVERSIZED,
        /// The fleet holds as many hosts as it may.
        FLEET_FULL
    }
}
