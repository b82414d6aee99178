package io.hangup.controller.config;

import io.hangup.protocol.config.HumanDuration;
import java.time.Duration;

/// So many in so long: `2/10m`; at most in 24 hours, which is how long actions are remembered.
public record Rate(int count, Duration window) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    public Rate {
        if (count < 0 || window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("not a rate: a count of 0 or more in 1s to 24h, such as 2/10m");
        }
    }

    /// @throws IllegalArgumentException with a sentence that says what a rate looks like
    public static Rate parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("not a rate: write a count, a slash and a time, such as 2/10m");
        }
        try {
            return new Rate(
                    Integer.parseInt(text.substring(0, slash).strip()),
                    HumanDuration.parse(text.substring(slash + 1).strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a rate: the count is a whole number, such as 2 in 2/10m", e);
        }
    }

    @Override
    public String toString() {
        return count + "/" + HumanDuration.print(window);
    }
}
