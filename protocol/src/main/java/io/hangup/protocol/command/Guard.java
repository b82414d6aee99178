package io.hangup.protocol.command;

import java.time.Instant;
import java.util.Optional;

/// What must still be true on the host when a command is carried out; otherwise it is refused.
///
/// @param quietSince no terminal of the connection was read, and no data came in, after this instant of the host's
///     clock
/// @param silentSince the peer's kernel acknowledged nothing after this instant either, for a verdict that rests on its
///     silence: a session that only prints gets no data when its path heals. Empty when the verdict does not
public record Guard(Instant quietSince, Optional<Instant> silentSince) {
    /// A guard that asks for quiet only.
    public Guard(Instant quietSince) {
        this(quietSince, Optional.empty());
    }
}
