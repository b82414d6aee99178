package io.hangup.agent.policy;

import io.hangup.protocol.config.HumanDuration;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How often something may be done, in one or more sliding windows that all hold: `3/10m, 20/1d`.
public record Quota(List<Rate> rates) {
    /// The most that a rate counts: so many of each action the ledger remembers.
    public static final int MOST = 1_000;

    /// The longest window.
    public static final Duration LONGEST = Duration.ofDays(7);

    private static final Pattern RATE = Pattern.compile("(\\d{1,4})/(\\w{1,20})");

    /// @param count 0 to [#MOST]
    /// @param window 1 s to [#LONGEST]
    public record Rate(int count, Duration window) {
        public Rate {
            if (count < 0
                    || count > MOST
                    || window.compareTo(Duration.ofSeconds(1)) < 0
                    || window.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a budget counts 0 to " + MOST + " in 1s to 7d, as in 3/10m");
            }
        }

        @Override
        public String toString() {
            return count + "/" + HumanDuration.print(window);
        }
    }

    public Quota {
        rates = List.copyOf(rates);
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("a budget without a number");
        }
    }

    /// @throws IllegalArgumentException with a sentence that says what to write
    public static Quota parse(String text) {
        return new Quota(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Quota::rate)
                .toList());
    }

    private static Rate rate(String text) {
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a budget: write how often in how long, such as 3/10m, or 3/10m, 20/1d");
        }
        return new Rate(Integer.parseInt(matcher.group(1)), HumanDuration.parse(matcher.group(2)));
    }

    /// Why there may not be one more; empty when there may.
    ///
    /// @param taken when each was, on the clock of [Spending]
    Optional<String> spent(List<Duration> taken, Duration now) {
        return rates.stream()
                .flatMap(rate -> left(rate, taken, now).map(left -> new Wait(rate, left)).stream())
                .max(Comparator.comparing(Wait::left))
                .map(Wait::toString);
    }

    /// How long until there may be one more; empty when there may be one now.
    private static Optional<Duration> left(Rate rate, List<Duration> taken, Duration now) {
        if (rate.count() == 0) {
            return Optional.of(LONGEST.plusDays(1));
        }
        List<Duration> within = taken.stream()
                .filter(at -> at.plus(rate.window()).compareTo(now) > 0)
                .sorted()
                .toList();
        return within.size() < rate.count()
                ? Optional.empty()
                : Optional.of(within.get(within.size() - rate.count())
                        .plus(rate.window())
                        .minus(now));
    }

    private record Wait(Rate rate, Duration left) {
        @Override
        public String toString() {
            if (rate.count() == 0) {
                return rate + " allows nothing";
            }
            Duration seconds =
                    Duration.ofSeconds(Math.max(1, left.plusMillis(999).toSeconds()));
            return rate + " is spent; free again in " + HumanDuration.print(seconds);
        }
    }

    @Override
    public String toString() {
        return rates.stream().map(Rate::toString).collect(Collectors.joining(", "));
    }
}
