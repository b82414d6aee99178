package io.hangup.controller.config;

import io.hangup.protocol.config.HumanDuration;
import java.time.Duration;

/// So many in so long: `2/10m`.
public record Rate(int count, Duration window) {
    public Rate {
        if (count < 0 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("not a rate: a count of 0 or more in a time above 0, such as 2/10m");
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
