package io.hangup.trials.bench;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Running;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The two floors, C programs that make the system calls of a scan and decide nothing (`src/main/c`).
enum Floor {
    LEAN("lean", Duration.ZERO),
    NAIVE("naive", Duration.ofMillis(500));

    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration TO_END = Duration.ofSeconds(30);
    private static final int HOT_SCANS = 100;

    private final String program;
    private final Duration delay;

    /// @param delay after which it begins, so that the two do not scan at the same moments
    Floor(String program, Duration delay) {
        this.program = program;
        this.delay = delay;
    }

    /// The name of its row when it scans once a second.
    String paced() {
        return program + " C floor, once a second";
    }

    /// The name of its row when it scans without a pause.
    String unpaced() {
        return program + " C floor, without a pause";
    }

    /// What one run has seen.
    ///
    /// @param millis of CPU a scan
    record Seen(double millis, long sockets, long terminals) {}

    /// Starts one that scans once a second, as the agent does in the same window: with caches as cold as the agent's.
    /// The second floor comes half a second after the first.
    Running pacing(Host host, Duration window) {
        return start(host, (int) window.dividedBy(PACE), PACE.toMillis(), delay.toMillis());
    }

    /// Scans without a pause: caches hot, nothing slept.
    Seen hot(Host host) {
        return result(start(host, HOT_SCANS, 0, 0));
    }

    private Running start(Host host, int scans, long period, long delay) {
        Stream<Object> numbers = Stream.of(host.port(), scans, period, delay);
        List<String> listener = this == LEAN ? List.of(listener(host)) : List.of();
        Stream<String> arguments = Stream.concat(numbers.map(Object::toString), listener.stream());
        return host.start(Stream.concat(Stream.of(Tools.in(program)), arguments).toArray(String[]::new));
    }

    private static String listener(Host host) {
        return host.exec("cat", "/run/sshd-" + host.port() + ".pid").strip();
    }

    static Seen result(Running floor) {
        if (!floor.awaitExit(TO_END)
                || floor.exit().orElse(1) != 0
                || !floor.said().awaitEnd(TO_END)) {
            throw new IllegalStateException(
                    "a floor failed: " + floor + "\n" + floor.said().text());
        }
        Map<String, Long> said = Arrays.stream(floor.said().text().strip().split(" ", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.parseLong(pair[1])));
        return new Seen(value(said, "cpu_ns") / 1e6, value(said, "sockets"), value(said, "terminals"));
    }

    private static long value(Map<String, Long> said, String name) {
        Long value = said.get(name);
        if (value == null) {
            throw new IllegalStateException("a floor did not say " + name + ": " + said);
        }
        return value;
    }
}
