package io.hangup.trials.bench;

import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What an agent has put on Kafka, read there.
final class Published implements AutoCloseable {
    static final String PREFIX = "hangup";

    /// A fetch under way is not waited for.
    private static final Duration CLOSING = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private Optional<HostSnapshot> last = Optional.empty();
    private long lastBytes;
    private Tally tally = new Tally(0, 0);

    /// How much was published.
    ///
    /// @param bytes of keys, values and headers, before compression
    record Tally(long records, long bytes) {
        Tally since(Tally before) {
            return new Tally(records - before.records, bytes - before.bytes);
        }
    }

    private Published(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /// Makes the topics, as a controller would, and reads along.
    static Published on(String bootstrap) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            admin.createTopics(Arrays.stream(Topic.values())
                            .map(topic -> new NewTopic(topic.named(PREFIX), topic.partitions(), (short) 1)
                                    .configs(topic.settings()))
                            .toList())
                    .all()
                    .get();
        }
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = Stream.of(Topic.SNAPSHOTS, Topic.HEARTBEATS)
                .flatMap(topic -> consumer.partitionsFor(topic.named(PREFIX)).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return new Published(consumer);
    }

    /// Lets a time pass, reading along.
    void follow(Duration time) {
        awaits(_ -> false, time);
    }

    /// Whether a snapshot comes, or has come, for which this holds.
    boolean awaits(Predicate<HostSnapshot> wanted, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (last.filter(wanted).isPresent()) {
                return true;
            }
            consumer.poll(Duration.ofNanos(left)).forEach(this::take);
        }
        return last.filter(wanted).isPresent();
    }

    /// The newest snapshot since the start or [#forget].
    Optional<HostSnapshot> last() {
        return last;
    }

    /// The length of its value.
    long lastBytes() {
        return lastBytes;
    }

    /// From here on only what comes anew counts.
    void forget() {
        consumer.poll(Duration.ofMillis(100)).forEach(this::take);
        last = Optional.empty();
    }

    Tally tally() {
        return tally;
    }

    private void take(ConsumerRecord<byte[], byte[]> entry) {
        long bytes = (long) entry.serializedKeySize() + entry.serializedValueSize();
        for (Header header : entry.headers()) {
            bytes += header.key().length() + header.value().length;
        }
        tally = new Tally(tally.records() + 1, tally.bytes() + bytes);
        if (entry.topic().equals(Topic.SNAPSHOTS.named(PREFIX))) {
            last = Optional.of(snapshot(entry));
            lastBytes = entry.serializedValueSize();
        }
    }

    private static HostSnapshot snapshot(ConsumerRecord<byte[], byte[]> entry) {
        Header schema = entry.headers().lastHeader(Wire.SCHEMA_HEADER);
        String version = schema == null ? null : new String(schema.value(), StandardCharsets.UTF_8);
        return switch (Wire.decode(Topic.SNAPSHOTS, HostSnapshot.class, entry.value(), version)) {
            case Decoded.Good<HostSnapshot>(HostSnapshot snapshot) -> snapshot;
            case Decoded.Poison<HostSnapshot>(String why) ->
                throw new IllegalStateException("a snapshot that can't be read: " + why);
        };
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSING));
    }
}
