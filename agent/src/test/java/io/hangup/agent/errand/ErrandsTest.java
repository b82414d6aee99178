package io.hangup.agent.errand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ErrandsTest {
    private final List<Integer> done = new CopyOnWriteArrayList<>();

    @Test
    void goesOnAfterAnErrandThatBrokeItsPromise() {
        try (var errands = new Errands()) {
            errands.offer(() -> {
                throw new IllegalStateException("a test's broken promise");
            });
            errands.offer(() -> done.add(2));

            await().until(() -> done.equals(List.of(2)));
        }
    }

    @Test
    void refusesWhatItCanNotRemember() {
        var held = new CountDownLatch(1);
        try (var errands = new Errands()) {
            errands.offer(() -> awaitQuietly(held));
            for (int i = 0; i < Errands.MOST_WAITING; i++) {
                assertThat(errands.offer(() -> done.add(1))).isTrue();
            }

            boolean taken = errands.offer(() -> done.add(2));

            assertThat(taken).isFalse();
            held.countDown();
            await().until(() -> done.size() == Errands.MOST_WAITING);
        }
    }

    @Test
    void refusesAfterItsEnd() {
        var errands = new Errands();
        errands.close();

        boolean taken = errands.offer(() -> done.add(1));

        assertThat(taken).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
