package io.hangup.agent.census;

import java.time.Instant;

/// What a look learned of a session's terminal.
public sealed interface TerminalFact {
    /// @param device as in `/dev`
    /// @param read atime, @param written mtime: moved by the kernel in steps of 8 s (`tty_update_time`)
    record Seen(String device, Instant read, Instant written) implements TerminalFact {}

    /// @param device as in `/dev`, as far as the device number tells
    record Unseen(String device) implements TerminalFact {}
}
