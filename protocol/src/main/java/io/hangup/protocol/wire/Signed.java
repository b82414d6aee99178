package io.hangup.protocol.wire;

/// What a signature is worth.
public sealed interface Signed {
    /// A trusted key signed exactly these bytes.
    record Valid(String keyId) implements Signed {}

    /// Nobody who is trusted signed them.
    ///
    /// @param why one sentence for an operator
    record Invalid(String why) implements Signed {}
}
