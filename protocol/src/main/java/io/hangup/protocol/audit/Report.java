package io.hangup.protocol.audit;

import java.util.List;
import java.util.Optional;

/// What the check of a chain came to.
///
/// @param records that are part of the chain
/// @param last empty when there is none
/// @param signed sequence of the last record that a trusted key signed; 0 when there is none
/// @param faults in the order of their numbers, at most [ChainCheck#MOST_FAULTS]
/// @param more faults that are not listed
public record Report(long records, Optional<Link> last, long signed, List<Fault> faults, long more) {
    public Report {
        faults = List.copyOf(faults);
    }

    /// Whether the chain is whole, with nothing else among it.
    public boolean sound() {
        return faults.isEmpty();
    }

    /// Records after the last signature: whoever can write the topic could still have changed these.
    public long unsigned() {
        return last.map(link -> link.sequence() - signed).orElse(0L);
    }
}
