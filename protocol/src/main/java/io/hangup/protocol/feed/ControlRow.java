package io.hangup.protocol.feed;

import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.Control;
import java.util.List;

/// One setting of one host that ought to end sessions, for an auditor.
///
/// @param standards requirements and benchmark items that name it or that it can serve
/// @param drifted whether it got worse by itself: weaker than before, or written and not in force
public record ControlRow(HostId host, Control control, List<String> standards, boolean drifted) {
    public ControlRow {
        standards = List.copyOf(standards);
    }
}
