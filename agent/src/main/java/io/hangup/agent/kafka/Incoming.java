package io.hangup.agent.kafka;

import io.hangup.agent.loop.News;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
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
final class Incoming implements AutoCloseable {
    /// How far back commands are looked for: twice the longest that one is valid.
    private static final Duration BACK = Command.LIFETIME.multipliedBy(2);

    /// Between two questions where the commands' partitions are, while nobody knows: the controller makes the topic.
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);

    /// A fetch that the broker holds is not waited for.
    private static final Duration CLOSING = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final InstantSource time;
    private final String topic;
    private final String key;
    private final Thread owner = Thread.currentThread();
    private Optional<TopicPartition> assigned = Optional.empty();
    private Duration unasked = ASK_EVERY;

    Incoming(KafkaSettings settings, HostId host, InstantSource time) {
        consumer = new KafkaConsumer<>(settings.consumer());
        topic = Topic.COMMANDS.named(settings.prefix());
        key = host.value();
        this.time = time;
    }

    /// Waits for commands, at most `wait`. A broker that is away is waited for as well.
    ///
    /// @param wanted whether there is room for them; where not they stay in Kafka, and the wait is the same
    List<News> poll(Duration wait, boolean wanted) {
        hold(!wanted);
        if (assigned.isPresent()) {
            return fetch(wait);
        }
        Duration brief = wait.compareTo(ASK_EVERY) < 0 ? wait : ASK_EVERY;
        try {
            return assign(brief) ? fetch(brief) : nothing(brief);
        } catch (InterruptException e) {
            throw e;
        } catch (WakeupException e) {
            return List.of();
        } catch (KafkaException e) {
            return nothing(brief);
        }
    }

    private void hold(boolean held) {
        Set<TopicPartition> paused = consumer.paused();
        if (held && assigned.isPresent()) {
            consumer.pause(List.of(assigned.get()));
        } else if (!held && !paused.isEmpty()) {
            consumer.resume(paused);
        }
    }

    /// Ends a wait at once, or the next one when there is none. For any thread.
    void wake() {
        consumer.wakeup();
        LockSupport.unpark(owner);
    }

    private List<News> fetch(Duration wait) {
        try {
            return StreamSupport.stream(consumer.poll(wait).records(topic).spliterator(), false)
                    .filter(r -> key.equals(r.key()))
                    .map(this::read)
                    .toList();
        } catch (InterruptException e) {
            throw e;
        } catch (WakeupException e) {
            return List.of();
        } catch (InvalidOffsetException e) {
            // The records from here on are gone: somebody deleted them, or made the topic anew.
            assigned = Optional.empty();
            return nothing(wait);
        } catch (KafkaException e) {
            // Whatever it is (no broker, no topic, no right), the next poll tries again; the producer's side says so.
            return nothing(wait);
        }
    }

    /// A failure that comes back at once must not make the duty cycle spin.
    private static List<News> nothing(Duration wait) {
        LockSupport.parkNanos(wait.toNanos());
        return List.of();
    }

    /// Each question waits at most `wait` for its answer; a broker that does not give one is asked again.
    private boolean assign(Duration wait) {
        unasked = unasked.plus(wait);
        if (unasked.compareTo(ASK_EVERY) < 0) {
            return false;
        }
        unasked = Duration.ZERO;
        int partitions = consumer.partitionsFor(topic, wait).size();
        if (partitions > 0) {
            var partition = new TopicPartition(topic, partitionOf(key, partitions));
            consumer.assign(List.of(partition));
            consumer.seek(partition, start(partition, wait));
            assigned = Optional.of(partition);
        }
        return assigned.isPresent();
    }

    /// The first record that is young enough, or the end as it was before asking for that: what is written meanwhile is
    /// not missed. Not Kafka's own `by_duration`, which takes 27 s on a partition without such a record (4.3.1).
    private long start(TopicPartition partition, Duration wait) {
        long end = consumer.endOffsets(List.of(partition), wait).getOrDefault(partition, 0L);
        long since = time.instant().minus(BACK).toEpochMilli();
        OffsetAndTimestamp first =
                consumer.offsetsForTimes(Map.of(partition, since), wait).get(partition);
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
        consumer.close(CloseOptions.timeout(CLOSING));
    }
}
