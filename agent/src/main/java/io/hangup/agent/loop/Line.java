package io.hangup.agent.loop;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether Kafka can be reached, told from what became of what was sent. One sentence when it goes, one when it is
/// back.
final class Line {
    /// At the start, connecting takes a moment that is not worth a word.
    static final Duration CONNECTING = Duration.ofSeconds(10);

    private boolean up = true;
    private @Nullable Duration lastArrival;
    private Duration wentAt = Duration.ZERO;

    /// Something arrived: what to tell, if this is news.
    Optional<String> arrived(Duration running) {
        lastArrival = running;
        if (up) {
            return Optional.empty();
        }
        up = true;
        return Optional.of("Kafka is back after " + running.minus(wentAt).toSeconds() + " s");
    }

    /// Something was lost: what to tell, if this is news.
    Optional<String> lost(String why, Duration running) {
        if (!up || (lastArrival == null && running.compareTo(CONNECTING) < 0)) {
            return Optional.empty();
        }
        up = false;
        wentAt = lastArrival == null ? Duration.ZERO : lastArrival;
        return Optional.of("Kafka can't be reached; looking goes on and the newest snapshot is kept: " + why);
    }
}
