package io.hangup.protocol.feed;

import io.hangup.protocol.audit.Head;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Some records of the audit, as they are in the store.
///
/// @param head how far the chain had come before these were read; empty before the first leader
/// @param next where to read on
/// @param end whether nothing followed when these were read
public record AuditPage(Instant asOf, Optional<Head> head, long next, boolean end, List<Raw> records) {
    public AuditPage {
        records = List.copyOf(records);
    }

    /// One record.
    ///
    /// @param at when it arrived, on the broker's clock
    /// @param value its bytes, as UTF-8: exact where they are that
    public record Raw(long offset, Instant at, String value) {}
}
