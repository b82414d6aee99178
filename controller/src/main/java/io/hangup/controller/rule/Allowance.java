package io.hangup.controller.rule;

import java.time.Duration;

/// How many actions are allowed in a sliding window: `2/10m`.
public record Allowance(int actions, Duration window) {
    /// Actions older than this are not remembered.
    public static final Duration LONGEST = Duration.ofHours(24);

    public Allowance {
        if (actions < 0 || window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a limit counts 0 or more actions in 1s to 24h, as in 2/10m");
        }
    }
}
