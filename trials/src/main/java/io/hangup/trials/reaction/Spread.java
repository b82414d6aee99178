package io.hangup.trials.reaction;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// How a time spreads, in milliseconds.
record Spread(double p50, double p99) {
    static Spread of(List<Reaction> seen, Function<Reaction, Duration> time) {
        double[] sorted = seen.stream()
                .map(time)
                .mapToDouble(one -> one.toNanos() / 1e6)
                .sorted()
                .toArray();
        return new Spread(rank(sorted, 0.50), rank(sorted, 0.99));
    }

    /// The nearest rank.
    private static double rank(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
