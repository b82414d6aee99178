package io.hangup.protocol.command;

import io.hangup.protocol.session.WorkStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What must still be true on the host when a command is carried out; otherwise it is refused.
///
/// @param quietSince no terminal of the connection was read, and no data came in, after this instant of the host's
///     clock
/// @param silentSince the peer's kernel acknowledged nothing after this instant either, for a verdict that rests on its
///     silence: a session that only prints gets no data when its path heals. Empty when the verdict does not
/// @param work what the processes of its sessions have done is still this, for a verdict that rests on their rest: a
///     job can begin by itself. Empty when the verdict does not
/// @param warning who is at a terminal of it is told first, and spared when a key is pressed within this time: up to
///     [#LONGEST_WARNING]. Empty to end it without a word
public record Guard(
        Instant quietSince, Optional<Instant> silentSince, Optional<WorkStamp> work, Optional<Duration> warning) {
    /// A host must have answered soon after its command has expired.
    public static final Duration LONGEST_WARNING = Duration.ofSeconds(60);

    public Guard {
        if (warning.filter(w -> !w.isPositive() || w.compareTo(LONGEST_WARNING) > 0)
                .isPresent()) {
            throw new IllegalArgumentException("a warning is given 1 to 60 seconds ahead");
        }
    }

    /// A guard without a warning.
    public Guard(Instant quietSince, Optional<Instant> silentSince, Optional<WorkStamp> work) {
        this(quietSince, silentSince, work, Optional.empty());
    }

    /// A guard that asks for quiet only.
    public Guard(Instant quietSince) {
        this(quietSince, Optional.empty(), Optional.empty());
    }
}
