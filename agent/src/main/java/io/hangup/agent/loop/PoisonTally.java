package io.hangup.agent.loop;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Counts records that were set aside, and speaks of each kind at most once in a while, so that nobody can fill the
/// log.
final class PoisonTally {
    static final Duration PAUSE = Duration.ofMinutes(5);

    private final Map<News.Kind, Count> counts = new EnumMap<>(News.Kind.class);

    private record Count(long all, Duration spokenAt) {}

    /// Counts one; what to tell, if it is time.
    Optional<String> add(News.Kind kind, String why, Duration running) {
        Count before = counts.get(kind);
        long all = before == null ? 1 : before.all() + 1;
        boolean speak = before == null || running.minus(before.spokenAt()).compareTo(PAUSE) >= 0;
        counts.put(kind, new Count(all, before == null || speak ? running : before.spokenAt()));
        return speak
                ? Optional.of("A command was set aside and not carried out: " + why + " (" + all
                        + " of this kind since the start)")
                : Optional.empty();
    }

    long count(News.Kind kind) {
        Count count = counts.get(kind);
        return count == null ? 0 : count.all();
    }
}
