package io.hangup.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SteadyTest {
    @Test
    void fiveWindowsTellNothing() {
        assertThat(after(2, 2, 2, 2, 2).reached()).isFalse();
    }

    @Test
    void whatStillFallsIsNotSteady() {
        assertThat(after(5, 4.8, 4.6, 4.4, 4.2, 4).reached()).isFalse();
    }

    @Test
    void whatFallsNoMoreIsSteadyWhateverItWasBefore() {
        assertThat(after(9, 7, 4, 4, 4, 3.9, 3.9, 4).reached()).isTrue();
    }

    @Test
    void oneWindowOutOfLineDecidesNothing() {
        assertThat(after(4, 9, 4, 4, 4, 1).reached()).isTrue();
        assertThat(after(5, 5, 1, 4, 4, 9).reached()).isFalse();
    }

    @Test
    void firstAndLastAreTheMediansOfThreeWindows() {
        Steady steady = after(9, 7, 8, 4, 3, 5);

        assertThat(steady.first()).isEqualTo(8);
        assertThat(steady.last()).isEqualTo(4);
    }

    private static Steady after(double... costs) {
        var steady = new Steady(3);
        DoubleStream.of(costs).forEach(steady::add);
        return steady;
    }
}
