package io.hangup.controller.kafka;

import io.hangup.controller.loop.Arrival;

/// What came of reading a record.
sealed interface Read {
    record Good(Arrival arrival) implements Read {}

    /// It is set aside.
    ///
    /// @param why one sentence for an operator
    record Refused(Reason reason, String why) implements Read {}

    /// Why a record is set aside, as the metric's label says.
    enum Reason {
        /// It can't be read.
        UNREADABLE("unreadable"),
        /// Nothing proves whose it is: it has no mac, or more than one.
        UNSEALED("unsealed"),
        /// Its mac does not fit: damaged, or not from the host that its key names.
        FORGED("forged"),
        /// A command that this fleet's controllers did not sign.
        UNTRUSTED("untrusted");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    static Read unreadable(String why) {
        return new Refused(Reason.UNREADABLE, why);
    }
}
