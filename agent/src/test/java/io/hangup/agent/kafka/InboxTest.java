package io.hangup.agent.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.hangup.agent.loop.Bus;
import io.hangup.agent.loop.News;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What one thread leaves for another. Who waits is waiting indeed before anything is done about it.
class InboxTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final News BEAT = new News.Arrived(new Bus.Parcel.Beat());
    private static final News FIRST = new News.Poison(News.Kind.UNREADABLE, "first");
    private static final News SECOND = new News.Poison(News.Kind.UNREADABLE, "second");

    private final Inbox inbox = new Inbox();

    @AfterEach
    void close() {
        inbox.close();
        inbox.wake();
    }

    /// Something that waits in a thread of its own.
    private static <T> FutureTask<T> waiting(Callable<T> what) {
        var task = new FutureTask<>(what);
        Thread thread = Thread.ofPlatform().daemon().start(task);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    private FutureTask<Boolean> handing(News... batch) {
        return waiting(() -> {
            inbox.hand(List.of(batch));
            return true;
        });
    }

    @Test
    void newsEndsTheWait() {
        FutureTask<List<News>> taking = waiting(() -> inbox.take(LONG, true));

        inbox.add(BEAT);

        assertThat(taking).succeedsWithin(30, TimeUnit.SECONDS).isEqualTo(List.of(BEAT));
    }

    @Test
    void commandsEndTheWait() throws InterruptedException {
        FutureTask<List<News>> taking = waiting(() -> inbox.take(LONG, true));

        inbox.hand(List.of(FIRST));

        assertThat(taking).succeedsWithin(30, TimeUnit.SECONDS).isEqualTo(List.of(FIRST));
    }

    @Test
    void beingWokenEndsTheWaitUnderWay() {
        FutureTask<List<News>> taking = waiting(() -> inbox.take(LONG, true));

        inbox.wake();

        assertThat(taking).succeedsWithin(30, TimeUnit.SECONDS).isEqualTo(List.of());
    }

    @Test
    void beingWokenBeforeEndsTheNextWaitAndNoOther() {
        inbox.wake();

        assertThat(inbox.take(LONG, true)).isEmpty();

        FutureTask<List<News>> taking = waiting(() -> inbox.take(LONG, true));
        inbox.add(BEAT);
        assertThat(taking).succeedsWithin(30, TimeUnit.SECONDS).isEqualTo(List.of(BEAT));
    }

    @Test
    void nothingIsWaitedForNoLongerThanAsked() {
        assertThat(inbox.take(Duration.ofMillis(1), true)).isEmpty();
        assertThat(inbox.take(Duration.ZERO, true)).isEmpty();
    }

    @Test
    void commandsStayUntilTheyAreWantedAndWhoBringsThemWaits() {
        FutureTask<Boolean> handing = handing(FIRST, SECOND);
        inbox.add(BEAT);

        assertThat(inbox.take(LONG, false)).containsExactly(BEAT);
        assertThat(inbox.take(Duration.ofMillis(50), false)).isEmpty();
        assertThat(handing).isNotDone();

        assertThat(inbox.take(LONG, true)).containsExactly(FIRST, SECOND);
        assertThat(handing).succeedsWithin(30, TimeUnit.SECONDS);
    }

    @Test
    void closingLetsGoOfWhoBringsCommands() {
        FutureTask<Boolean> handing = handing(FIRST);

        inbox.close();

        assertThat(handing).succeedsWithin(30, TimeUnit.SECONDS);
    }

    @Test
    void aBatchWithoutCommandsIsNotWaitedForAndWakesNobody() throws InterruptedException {
        inbox.hand(List.of());

        assertThat(inbox.take(Duration.ofMillis(1), true)).isEmpty();
    }

    @Test
    void whoCanReadNoMoreEndsTheWaitAndEachLaterOne() {
        FutureTask<List<News>> taking = waiting(() -> inbox.take(LONG, false));

        inbox.fail(new IllegalArgumentException("no such thing"));

        assertThat(taking).failsWithin(30, TimeUnit.SECONDS);
        assertThatIllegalStateException()
                .isThrownBy(() -> inbox.take(LONG, true))
                .withMessage("commands can't be read any more")
                .withStackTraceContaining("no such thing");
    }
}
