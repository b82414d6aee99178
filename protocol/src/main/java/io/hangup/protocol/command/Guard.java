package io.hangup.protocol.command;

import java.time.Instant;

/// What must still be true on the host when a command is carried out; otherwise it is refused.
///
/// @param quietSince no terminal of the connection was read, and no data came in, after this instant of the host's
/// clock
public record Guard(Instant quietSince) {}
