package io.hangup.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GaugeTest {
    private final Gauge own = new Gauge(ProcessHandle.current().pid());

    @Test
    void countsNewThreadsFromTheirStart() {
        var before = new Gauge.Cpu(Map.of("1", 5L), 100);
        var after = new Gauge.Cpu(Map.of("1", 7L, "2", 11L), 100);

        Duration used = after.since(before);

        assertThat(used).isEqualTo(Duration.ofNanos(13));
    }

    @Test
    void countsTicksWhenAThreadTookItsFigureAlong() {
        var before = new Gauge.Cpu(Map.of("1", 5L, "2", 11L), 100);
        var after = new Gauge.Cpu(Map.of("1", 7L), 130);

        Duration used = after.since(before);

        assertThat(used).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void seesTheCpuThatThisProcessUses() {
        Gauge.Cpu before = own.cpu();
        long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        Duration used = own.cpu().since(before);

        assertThat(used).isPositive();
    }

    @Test
    void tellsWhatTheCompilersUsed() {
        Duration compiling = own.compiling();

        assertThat(compiling)
                .isPositive()
                .isLessThan(Duration.ofMillis(own.cpu().millis() + 1_000));
    }

    @Test
    void weighsThisProcess() {
        Gauge.Memory held = own.memory();

        assertThat(held.peak()).isGreaterThanOrEqualTo(held.resident());
        assertThat(held.resident()).isGreaterThanOrEqualTo(held.proportional());
        assertThat(held.threads()).isPositive();
    }
}
