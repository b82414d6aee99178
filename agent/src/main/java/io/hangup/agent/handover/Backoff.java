package io.hangup.agent.handover;

import java.time.Duration;

/// How long to wait before the next try to connect: longer after each that failed.
final class Backoff {
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = SHORTEST;

    Duration failed() {
        Duration now = next;
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
        return now;
    }

    void succeeded() {
        next = SHORTEST;
    }
}
