package io.hangup.controller.loop;

import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;

/// One change of the feed.
public sealed interface Change {
    /// Counts changes; the next one's is one higher.
    long version();

    /// A finding is new or different.
    record Changed(long version, Finding finding) implements Change {}

    /// A finding that was over for long is no longer kept.
    record Forgotten(long version, FindingId finding) implements Change {}
}
