package io.hangup.protocol.feed;

import java.time.Instant;
import java.util.List;

/// An answer of the API: rows and what they rest on.
///
/// @param asOf on the controller's clock
/// @param version of the feed; goes up with every change
public record Page<T>(Instant asOf, long version, Coverage coverage, List<T> rows) {
    public Page {
        if (version < 0) {
            throw new IllegalArgumentException("version is negative");
        }
        rows = List.copyOf(rows);
    }

    /// How much of the fleet is heard.
    public record Coverage(int fresh, int known) {
        public Coverage {
            if (fresh < 0 || fresh > known) {
                throw new IllegalArgumentException("not a share of the fleet: " + fresh + " of " + known);
            }
        }
    }
}
