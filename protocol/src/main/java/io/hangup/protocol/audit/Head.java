package io.hangup.protocol.audit;

import java.time.Instant;

/// How far the chain has come: what the next record follows.
///
/// @param sequence of the last record; 0 before the first
/// @param hash SHA-256 of the last record's bytes, in hexadecimal
/// @param signed sequence of the last record that is signed
public record Head(long sequence, String hash, long signed, Instant signedAt) {
    /// What the first record follows: nothing.
    public static final Head NONE = new Head(0, "0".repeat(64), 0, Instant.EPOCH);

    public Head {
        if (sequence < 0 || signed < 0 || signed > sequence) {
            throw new IllegalArgumentException("not the head of a chain: " + sequence + ", signed " + signed);
        }
    }
}
