package io.hangup.protocol.session;

import java.time.Instant;

/// What a session is attached to.
public sealed interface Terminal {
    /// A pseudo-terminal.
    ///
    /// @param device as in `/dev`, for example `pts/3`
    /// @param lastInput when a program last read from it (atime); right to 8 s, and silent while nobody reads
    /// @param lastOutput when a program last wrote to it (mtime); right to 8 s
    record Pty(String device, Instant lastInput, Instant lastOutput) implements Terminal {}

    /// A session without a terminal: a command, a subsystem.
    record NoPty() implements Terminal {}

    /// A terminal that the agent could not look at.
    record Unseen(String device) implements Terminal {}
}
