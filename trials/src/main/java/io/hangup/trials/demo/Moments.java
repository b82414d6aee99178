package io.hangup.trials.demo;

import io.hangup.trials.lab.Patience;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Moments drawn by chance between a session's getting stuck and the receipt of its end, repeatable by the seed.
final class Moments {
    private static final int LATEST_MILLIS = 25_000;

    private final RandomGenerator random;

    Moments(long seed) {
        random = RandomGeneratorFactory.of("SplittableRandom").create(seed);
    }

    /// Lets some time pass: nothing can be waited for here, the moment itself is what is drawn.
    void letPass() {
        Patience.within(Duration.ofMillis(random.nextInt(LATEST_MILLIS)), () -> false);
    }
}
