package io.hangup.controller.rule;

import java.time.Duration;

/// How many actions are allowed in a sliding window: `2/10m`.
public record Allowance(int actions, Duration window) {
    public Allowance {
        if (actions < 0 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("not an allowance: " + actions + " per " + window);
        }
    }
}
