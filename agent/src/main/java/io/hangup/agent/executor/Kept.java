package io.hangup.agent.executor;

import io.hangup.protocol.session.SocketCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Connections that somebody asked to be spared, for an hour each. In memory only: an agent that restarts
/// forgets them.
final class Kept {
    static final Duration FOR = Duration.ofHours(1);

    /// More are not remembered: the one that was asked for first is forgotten.
    private static final int MOST = 256;

    private final Map<SocketCookie, Entry> entries = new LinkedHashMap<>();

    private record Entry(String why, Instant until, Duration end) {}

    /// @return until when
    Instant keep(SocketCookie cookie, String why, Instant now, Duration running) {
        entries.values().removeIf(entry -> entry.end().compareTo(running) <= 0);
        entries.remove(cookie);
        if (entries.size() >= MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
        Entry entry = new Entry(why, now.plus(FOR), running.plus(FOR));
        entries.put(cookie, entry);
        return entry.until();
    }

    /// How long it is to be remembered; empty when nothing is.
    Optional<Duration> patience(Duration running) {
        return entries.values().stream()
                .map(entry -> entry.end().minus(running))
                .filter(Duration::isPositive)
                .max(Duration::compareTo);
    }

    /// Why a connection is spared now; empty when it is not.
    Optional<String> why(SocketCookie cookie, Duration running) {
        return Optional.ofNullable(entries.get(cookie))
                .filter(entry -> entry.end().compareTo(running) > 0)
                .map(entry -> entry.why() + " (until " + entry.until() + ")");
    }
}
