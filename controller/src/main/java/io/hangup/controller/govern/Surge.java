package io.hangup.controller.govern;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/// How many connections were found stuck lately, by minute.
///
/// @param counts by minute since 1970
record Surge(SortedMap<Long, Integer> counts) {
    static final Surge NONE = new Surge(new TreeMap<>());

    static Surge of(Collection<Instant> moments) {
        TreeMap<Long, Integer> counts = new TreeMap<>();
        moments.forEach(at -> counts.merge(minute(at), 1, Integer::sum));
        return new Surge(counts);
    }

    Surge with(Instant at, Duration window) {
        TreeMap<Long, Integer> next = new TreeMap<>(counts.tailMap(minute(at.minus(window))));
        next.merge(minute(at), 1, Integer::sum);
        return new Surge(next);
    }

    int lately(Instant now, Duration window) {
        return counts.tailMap(minute(now.minus(window))).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60);
    }
}
