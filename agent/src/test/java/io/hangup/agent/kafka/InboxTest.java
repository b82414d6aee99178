package io.hangup.agent.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hangup.agent.loop.Bus;
import io.hangup.agent.loop.News;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What one thread leaves for another. A wait that does not end fails by its timeout.
@Timeout(60)
class InboxTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final News BEAT = new News.Arrived(new Bus.Parcel.Beat());
    private static final News FIRST = new News.Poison(News.Kind.UNREADABLE, "first");
    private static final News SECOND = new News.Poison(News.Kind.UNREADABLE, "second");

    private final Inbox inbox = new Inbox();

    @AfterEach
    void close() {
        inbox.close();
    }

    private CompletableFuture<Void> handing(News... batch) {
        return CompletableFuture.runAsync(() -> {
            try {
                inbox.hand(List.of(batch));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void newsEndsTheWait() {
        CompletableFuture<List<News>> taking = CompletableFuture.supplyAsync(() -> inbox.take(LONG, true));

        inbox.add(BEAT);

        assertThat(taking.join()).containsExactly(BEAT);
    }

    @Test
    void beingWokenEndsOneWaitAlsoWhenItComesBefore() {
        inbox.wake();

        assertThat(inbox.take(LONG, true)).isEmpty();

        inbox.add(BEAT);
        assertThat(inbox.take(LONG, true)).containsExactly(BEAT);
    }

    @Test
    void nothingIsWaitedForInVain() {
        assertThat(inbox.take(Duration.ofMillis(1), true)).isEmpty();
        assertThat(inbox.take(Duration.ZERO, true)).isEmpty();
    }

    @Test
    void commandsStayUntilTheyAreWantedAndWhoBringsThemWaits() {
        CompletableFuture<Void> handing = handing(FIRST, SECOND);
        inbox.add(BEAT);

        assertThat(inbox.take(LONG, false)).containsExactly(BEAT);
        assertThat(inbox.take(Duration.ofMillis(50), false)).isEmpty();
        assertThat(handing).isNotDone();

        assertThat(inbox.take(LONG, true)).containsExactly(FIRST, SECOND);
        assertThat(handing).succeedsWithin(1, TimeUnit.MINUTES);
    }

    @Test
    void closingLetsGoOfWhoBringsCommands() {
        CompletableFuture<Void> handing = handing(FIRST);
        assertThat(inbox.take(Duration.ofMillis(1), false)).isEmpty();

        inbox.close();

        assertThat(handing).succeedsWithin(1, TimeUnit.MINUTES);
    }

    @Test
    void aBatchWithoutCommandsIsNotWaitedFor() {
        assertThat(handing()).succeedsWithin(1, TimeUnit.MINUTES);
    }

    @Test
    void whoCanReadNoMoreEndsTheWaitAndEachLaterOne() {
        CompletableFuture<List<News>> taking = CompletableFuture.supplyAsync(() -> inbox.take(LONG, false));

        inbox.fail(new IllegalArgumentException("no such thing"));

        assertThat(taking).failsWithin(1, TimeUnit.MINUTES);
        assertThatIllegalStateException()
                .isThrownBy(() -> inbox.take(LONG, true))
                .withMessage("commands can't be read any more")
                .withStackTraceContaining("no such thing");
    }
}
