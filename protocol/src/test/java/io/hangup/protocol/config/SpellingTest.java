package io.hangup.protocol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> KEYS = List.of("host", "kafka", "scanEvery", "mergeEvery", "heartbeatEvery");

    @ParameterizedTest
    @CsvSource({
        "scanEvry, scanEvery",
        "scan_every, scanEvery",
        "SCANEVERY, scanEvery",
        "hosts, host",
        "kafak, kafka",
        "heartBeatEach, heartbeatEvery"
    })
    void findsTheNearestWord(String word, String meant) {
        assertThat(Spelling.nearest(word, KEYS)).contains(meant);
    }

    @Test
    void findsNoneWhereNoneIsNear() {
        assertThat(Spelling.nearest("colour", KEYS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "same, same, 0", "Case, cASE, 0"})
    void countsTheLettersThatDiffer(String one, String other, int distance) {
        assertThat(Spelling.distance(one, other)).isEqualTo(distance);
    }
}
