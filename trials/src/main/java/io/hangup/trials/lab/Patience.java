package io.hangup.trials.lab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A bounded wait for something that can only be looked at, such as `/proc`.
public final class Patience {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private Patience() {}

    /// Whether the condition came true within the limit. It is looked at once even when the limit is zero.
    public static boolean within(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return true;
    }

    /// As `within`, for what has to come true.
    public static void await(String what, Duration limit, BooleanSupplier condition) {
        if (!within(limit, condition)) {
            throw new LabFailure("not within " + limit.toMillis() + " ms: " + what);
        }
    }
}
