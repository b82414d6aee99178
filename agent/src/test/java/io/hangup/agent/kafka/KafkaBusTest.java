package io.hangup.agent.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.agent.Central;
import io.hangup.agent.RunningAgent;
import io.hangup.agent.loop.News;
import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// The way to a real Kafka and back.
@ExtendWith(KafkaExtension.class)
@Timeout(120)
class KafkaBusTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static KafkaBus bus(Kafka kafka, String prefix) {
        return new KafkaBus(
                new KafkaSettings(kafka.bootstrap(), prefix, "hangup-test"), RunningAgent.OWN, InstantSource.system());
    }

    private static void order(Central central, String text) {
        central.raw(RunningAgent.HOST, text.getBytes(StandardCharsets.UTF_8), "0000", new byte[64]);
    }

    private static List<String> texts(List<News> news) {
        return news.stream()
                .filter(News.Called.class::isInstance)
                .map(called -> new String(((News.Called) called).command().value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void commandsWaitUntilTheyAreWantedAndNoneIsLost(Kafka kafka) throws Exception {
        String prefix = kafka.fresh("wanted");
        try (var central = new Central(kafka.bootstrap(), prefix);
                var bus = bus(kafka, prefix)) {
            order(central, "one");
            List<String> seen = new ArrayList<>(texts(bus.poll(LONG, true)));
            order(central, "two");

            assertThat(bus.poll(Duration.ofSeconds(2), false)).isEmpty();

            order(central, "three");
            while (seen.size() < 3) {
                List<News> news = bus.poll(LONG, true);
                assertThat(news).isNotEmpty();
                seen.addAll(texts(news));
            }
            assertThat(seen).containsExactly("one", "two", "three");
        }
    }

    @Test
    void beingWokenEndsTheWait(Kafka kafka) throws Exception {
        String prefix = kafka.fresh("woken");
        try (var _ = new Central(kafka.bootstrap(), prefix);
                var bus = bus(kafka, prefix)) {
            CompletableFuture<List<News>> polling = CompletableFuture.supplyAsync(() -> bus.poll(LONG, true));

            bus.wake();

            assertThat(polling).succeedsWithin(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void endsThoughCommandsAreLeft(Kafka kafka) throws Exception {
        String prefix = kafka.fresh("left");
        try (var central = new Central(kafka.bootstrap(), prefix)) {
            Set<Thread> others = readers();
            Thread reader;
            try (var bus = bus(kafka, prefix)) {
                Set<Thread> own = readers();
                own.removeAll(others);
                reader = own.iterator().next();
                order(central, "one");
                await().atMost(30, TimeUnit.SECONDS).until(() -> reader.getState() == Thread.State.WAITING);
                assertThat(bus.poll(Duration.ofMillis(1), false)).isEmpty();
            }
            assertThat(reader.isAlive()).isFalse();
            try (var bus = bus(kafka, prefix)) {
                assertThat(texts(bus.poll(LONG, true))).containsExactly("one");
            }
        }
    }

    private static Set<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(Incoming.READER))
                .collect(Collectors.toSet());
    }
}
