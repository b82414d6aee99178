package io.hangup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapTest {
    private static final long MB = 1L << 20;

    private long used;
    private long alive;
    private int collections;
    private final Heap heap = new Heap(() -> used, () -> {
        collections++;
        used = alive;
    });

    @Test
    void whatStartingNeededIsCollectedAfterTheFirstTurn() {
        turn(14 * MB, 12 * MB);

        assertThat(collections).isOne();
    }

    @Test
    void littleGarbageIsLeftAlone() {
        turn(14 * MB, 12 * MB);

        turn(17 * MB, 12 * MB);

        assertThat(collections).isOne();
    }

    @Test
    void muchGarbageIsCollected() {
        turn(14 * MB, 12 * MB);

        turn(18 * MB, 12 * MB);

        assertThat(collections).isEqualTo(2);
    }

    @Test
    void aBiggerHeapMayGatherMore() {
        turn(60 * MB, 48 * MB);

        turn(57 * MB, 48 * MB);

        assertThat(collections).isOne();
    }

    @Test
    void whatLivesNowIsTheMeasureAfterACollection() {
        turn(14 * MB, 12 * MB);
        turn(40 * MB, 30 * MB);

        turn(36 * MB, 30 * MB);

        assertThat(collections).isEqualTo(2);
    }

    /// After a turn so much is used, of which so much lives.
    private void turn(long usedThen, long aliveThen) {
        used = usedThen;
        alive = aliveThen;
        heap.tidy();
    }
}
