package io.hangup.trials.bench;

import io.hangup.trials.bench.Ground.MeasuredAgent;
import io.hangup.trials.trial.Score;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What an agent costs while nothing happens: on the wire, and in CPU besides scanning.
record Quiet(Ground ground, Effort effort, Figures figures, Score score) {
    /// An agent's first minute is not quiet: its JVM warms up, and at its end what happened since its first look is
    /// published.
    private static final Duration TO_SETTLE = Duration.ofSeconds(70);

    /// At a scan a minute, this lies between the second and the third.
    private static final Duration IDLE_WINDOW = Duration.ofSeconds(40);

    private static final double NANOS_OF_MINUTE = 6e10;

    static final String PRODUCER = "sent by the producer, bytes a minute";

    /// Kafka's clients and the JVM, without scans.
    void idle() throws IOException {
        score.step("an agent without sessions that scans each half minute, for what is not scanning");
        try (MeasuredAgent agent = ground.agent("scanEvery: 30s")) {
            ground.published().follow(TO_SETTLE);
            figures.rest().add(Figures.IDLE, effort.first(), ground.millisPerSecond(agent, IDLE_WINDOW));
        }
    }

    /// A minute with an agent on its default rhythm.
    void minute(int sessions) throws IOException {
        try (MeasuredAgent agent = ground.agent("")) {
            score.step("a quiet minute with " + sessions + " sessions, after one to settle");
            ground.published().follow(TO_SETTLE);
            Published.Tally tally = ground.published().tally();
            Traffic before = Traffic.of(ground.host());
            long start = System.nanoTime();
            long bytes = agent.gauge().bytesOn("eth0");
            figures.rest().add(Figures.USUAL, sessions, ground.millisPerSecond(agent, effort.quiet()));
            double minutes = (System.nanoTime() - start) / NANOS_OF_MINUTE;
            Published.Tally more = ground.published().tally().since(tally);
            Sheet wire = figures.wire();
            List<Traffic.Sent> sent = Traffic.of(ground.host()).since(before).toList();
            Traffic.producer(sent.stream()).ifPresent(one -> wire.add(PRODUCER, sessions, one.bytes() / minutes));
            wire.add(
                    "sent by both Kafka clients, bytes a minute",
                    sessions,
                    sent.stream().mapToLong(Traffic.Sent::bytes).sum() / minutes);
            wire.add(
                    "all frames, both ways, bytes a minute",
                    sessions,
                    (agent.gauge().bytesOn("eth0") - bytes) / minutes);
            wire.add("records before compression, bytes a minute", sessions, more.bytes() / minutes);
            wire.add("records a minute", sessions, more.records() / minutes);
        }
    }
}
