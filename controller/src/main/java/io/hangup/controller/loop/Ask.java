package io.hangup.controller.loop;

import io.hangup.controller.govern.Approved;
import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.feed.CommandRequest;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An operator's wish, until it is answered.
///
/// @param approved the command that was drafted for it; empty where it needs no approval
record Ask(CommandRequest request, String who, Optional<Approved> approved, Instant at, Promise<Answer> answer) {
    /// Whoever asks still waits then. A wish must not come true long after it was made.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// That it was not done, for the audit.
    Entry refused(String reason, String why) {
        return refused(request, who, reason, why);
    }

    static Entry refused(CommandRequest request, String who, String reason, String why) {
        return new Entry.Asked(
                who, request.wanted(), request.target(), request.reason(), new Entry.Reply.Refused(reason, why));
    }

    boolean late(Instant now) {
        return Duration.between(at, now).compareTo(PATIENCE) > 0;
    }
}
