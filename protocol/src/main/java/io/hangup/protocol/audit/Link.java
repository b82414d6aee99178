package io.hangup.protocol.audit;

import java.time.Instant;
import java.util.Optional;

/// What the chain needs to know of one record.
///
/// @param where it stands: an offset or a line, for people
/// @param sequence counts the fleet's records, from 1
/// @param previous SHA-256 of the record before it
/// @param hash SHA-256 of its own bytes
/// @param epoch of the controller that wrote it
/// @param signature empty when it is not signed
public record Link(
        String where,
        long sequence,
        String previous,
        String hash,
        long epoch,
        Instant at,
        Optional<Signature> signature) {

    /// What a record's signature is worth.
    public sealed interface Signature {
        /// A trusted key vouches for everything up to here.
        record Good(String key) implements Signature {}

        record Bad(String why) implements Signature {}
    }
}
