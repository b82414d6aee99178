package io.hangup.agent.kafka;

import io.hangup.agent.loop.News;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.Topic;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;

/// Reads this host's commands: the one partition where Kafka's default partitioner puts its key. Nothing is committed;
/// every start goes back a little, and the journal knows what was answered.
///
/// A thread of its own waits at the broker: a poll that finds nothing costs a fifth of what a look at a small host
/// does.
final class Incoming implements AutoCloseable {
    /// The name of the thread.
    static final String READER = "hangup-commands";

    /// How far back commands are looked for: twice the longest that one is valid.
    private static final Duration BACK = Command.LIFETIME.multipliedBy(2);

    /// Between two questions where the commands' partitions are, while nobody knows: the controller makes the topic.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /// After a reading that was refused. Kafka's client logs each.
    private static final Duration REFUSED = Duration.ofSeconds(5);

    /// As long as a wait for commands may be.
    private static final Duration LONG = Duration.ofMinutes(10);

    /// A fetch that the broker holds is not waited for.
    private static final Duration CLOSING = Duration.ofMillis(200);

    private static final Logger LOG = System.getLogger(Incoming.class.getName());

    private final KafkaConsumer<String, byte[]> consumer;
    private final Inbox inbox;
    private final InstantSource time;
    private final String topic;
    private final String key;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread reader = Thread.ofPlatform().name(READER).daemon().unstarted(this::read);
    private Optional<TopicPartition> assigned = Optional.empty();

    private Incoming(KafkaSettings settings, HostId host, InstantSource time, Inbox inbox) {
        consumer = new KafkaConsumer<>(settings.consumer());
        topic = Topic.COMMANDS.named(settings.prefix());
        key = host.value();
        this.time = time;
        this.inbox = inbox;
    }

    /// @param inbox gets commands batch by batch, the next when the last was taken: the rest stays in Kafka
    static Incoming start(KafkaSettings settings, HostId host, InstantSource time, Inbox inbox) {
        var incoming = new Incoming(settings, host, time, inbox);
        incoming.reader.start();
        return incoming;
    }

    private void read() {
        try {
            while (closing.getCount() > 0) {
                step();
            }
        } catch (WakeupException closed) {
            // By close(), and nobody else.
        } catch (InterruptedException | RuntimeException | Error e) {
            inbox.fail(e);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }

    /// A broker that is away is waited for.
    private void step() throws InterruptedException {
        try {
            if (assigned.isPresent() || assign()) {
                inbox.hand(fetch());
            } else {
                rest(AGAIN);
            }
        } catch (InterruptException | WakeupException e) {
            throw e;
        } catch (InvalidOffsetException e) {
            // The records from here on are gone: somebody deleted them, or made the topic anew.
            assigned = Optional.empty();
            rest(AGAIN);
        } catch (KafkaException e) {
            // Whatever it is (no broker, no topic, no right), the next try is the same.
            rest(assigned.isPresent() ? REFUSED : AGAIN);
        }
    }

    private void rest(Duration pause) throws InterruptedException {
        boolean _ = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<News> fetch() {
        return StreamSupport.stream(consumer.poll(LONG).records(topic).spliterator(), false)
                .filter(r -> key.equals(r.key()))
                .map(this::read)
                .toList();
    }

    /// Each question waits at most `AGAIN` for its answer; a broker that does not give one is asked again.
    private boolean assign() {
        int partitions = consumer.partitionsFor(topic, AGAIN).size();
        if (partitions > 0) {
            var partition = new TopicPartition(topic, partitionOf(key, partitions));
            consumer.assign(List.of(partition));
            consumer.seek(partition, start(partition));
            assigned = Optional.of(partition);
        }
        return assigned.isPresent();
    }

    /// The first record that is young enough, or the end as it was before asking for that: what is written meanwhile is
    /// not missed. Not Kafka's own `by_duration`, which takes 27 s on a partition without such a record (4.3.1).
    private long start(TopicPartition partition) {
        long end = consumer.endOffsets(List.of(partition), AGAIN).getOrDefault(partition, 0L);
        long since = time.instant().minus(BACK).toEpochMilli();
        OffsetAndTimestamp first =
                consumer.offsetsForTimes(Map.of(partition, since), AGAIN).get(partition);
        return first == null ? end : first.offset();
    }

    /// As Kafka's default partitioner does: murmur2 of the key, without its sign, modulo.
    static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    private News read(ConsumerRecord<String, byte[]> record) {
        return record.value() == null
                ? new News.Poison(News.Kind.UNREADABLE, "it has no value")
                : new News.Called(Envelope.of(record.value(), name -> all(record.headers(), name)));
    }

    private static List<byte[]> all(Headers headers, String name) {
        return StreamSupport.stream(headers.headers(name).spliterator(), false)
                .map(Header::value)
                .filter(value -> value != null)
                .toList();
    }

    @Override
    public void close() {
        closing.countDown();
        inbox.close();
        consumer.wakeup();
        try {
            if (!reader.join(CLOSING.multipliedBy(5))) {
                LOG.log(Level.WARNING, "Who reads commands does not end; it is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
