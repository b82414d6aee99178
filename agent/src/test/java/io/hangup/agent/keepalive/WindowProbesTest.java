package io.hangup.agent.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowProbesTest {
    private final WindowProbes probes = new WindowProbes();

    @Test
    void reckonsWithFewUntilItIsTold() {
        assertThat(probes.told()).isEqualTo(5);
    }

    @Test
    void goesByWhatTheHostHas() {
        probes.tell(8);

        assertThat(probes.told()).isEqualTo(8);
    }

    @Test
    void believesNoMoreThanTheKernelHasByItself() {
        probes.tell(1_000_000);

        assertThat(probes.told()).isEqualTo(15);
    }

    @Test
    void readsItWhereItRuns() {
        assertThat(WindowProbes.here()).isBetween(0, 255);
    }
}
