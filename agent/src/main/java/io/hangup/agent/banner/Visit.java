package io.hangup.agent.banner;

import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Banner.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One listener over several questions.
///
/// Moves: [#asked] → waiting → [#answered] → due again later.
final class Visit {
    private @Nullable Banner banner;
    private Duration due = Duration.ZERO;
    private boolean waiting;
    private int queueThen = -1;

    /// Whether to ask now. One that does not accept is not asked again before its queue became shorter: nothing can
    /// have changed, and the agent's own questions would fill the queue in the end.
    boolean due(int acceptQueue, Duration running) {
        boolean stuck = banner != null
                && (banner.answer() == Answer.SILENT || banner.answer() == Answer.NO_CONNECTION)
                && acceptQueue > 0;
        if (stuck && queueThen < 0) {
            queueThen = acceptQueue;
        }
        boolean moved = !stuck || acceptQueue < queueThen;
        return !waiting && moved && running.compareTo(due) >= 0;
    }

    void asked(Duration next) {
        waiting = true;
        due = next;
    }

    /// It could not be asked after all.
    void dropped() {
        waiting = false;
    }

    void answered(Reply reply, Instant at) {
        waiting = false;
        queueThen = -1;
        Instant since = banner != null && banner.answer() == reply.answer() ? banner.since() : at;
        banner = new Banner(reply.answer(), reply.said(), since);
    }

    Optional<Banner> banner() {
        return Optional.ofNullable(banner);
    }
}
