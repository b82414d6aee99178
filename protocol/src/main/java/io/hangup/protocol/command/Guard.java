package io.hangup.protocol.command;

import io.hangup.protocol.session.WorkStamp;
import java.time.Instant;
import java.util.Optional;

/// What must still be true on the host when a command is carried out; otherwise it is refused.
///
/// @param quietSince no terminal of the connection was read, and no data came in, after this instant of the host's
///     clock
/// @param silentSince the peer's kernel acknowledged nothing after this instant either, for a verdict that rests on its
///     silence: a session that only prints gets no data when its path heals. Empty when the verdict does not
/// @param work what the processes of its sessions have done is still this, for a verdict that rests on their rest: a
/// job
///     can begin by itself. Empty when the verdict does not
public record Guard(Instant quietSince, Optional<Instant> silentSince, Optional<WorkStamp> work) {
    /// A guard that asks for quiet only.
    public Guard(Instant quietSince) {
        this(quietSince, Optional.empty(), Optional.empty());
    }
}
