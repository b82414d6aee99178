package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTest {
    @Test
    void readsRowsAndColumns() {
        assertThat(Surroundings.size("24 80\n")).contains(new Surroundings.Size(24, 80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0\n", "stty: not a terminal\n", "99999999999 80\n"})
    void takesNothingElseForASize(String said) {
        assertThat(Surroundings.size(said)).isEmpty();
    }
}
