package io.hangup.controller.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectiveTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /// Hosts remember the epoch of before, and would refuse everything.
    @Test
    void anEpochRisesAlsoWhereKafkaKnowsOfNone() {
        long before = Directive.NONE.following(NOON.minusSeconds(60));

        assertThat(Directive.NONE.following(NOON)).isGreaterThan(before);
    }

    @Test
    void anEpochRisesWithEachTakeoverHoweverManyThereAreInAMinute() {
        var mine = new Directive(Directive.NONE.following(NOON), 3, "ctl-1 pid 7", NOON, Optional.empty());

        assertThat(mine.following(NOON)).isEqualTo(mine.epoch() + 1);
        assertThat(mine.following(Instant.EPOCH)).isEqualTo(mine.epoch() + 1);
    }
}
