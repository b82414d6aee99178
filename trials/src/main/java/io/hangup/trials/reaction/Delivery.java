package io.hangup.trials.reaction;

import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.wire.Topic;
import io.hangup.trials.lab.LabFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A consumer of commands that does nothing but note when each came: Kafka's own part of the way.
final class Delivery implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ConcurrentLinkedQueue<Came> came = new ConcurrentLinkedQueue<>();
    private final Thread reader;
    private volatile boolean over;

    private record Came(String text, Instant at) {}

    private Delivery(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
        reader = Thread.ofPlatform().name("delivery").start(this::follow);
    }

    static Delivery begin(String bootstrap) {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = consumer.partitionsFor(Topic.COMMANDS.named("hangup")).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
        return new Delivery(consumer);
    }

    private void follow() {
        while (!over) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                if (record.value() != null) {
                    came.add(new Came(new String(record.value(), StandardCharsets.UTF_8), Instant.now()));
                }
            }
        }
        consumer.close();
    }

    /// When a command came; empty while it has not.
    Optional<Instant> of(CommandId command) {
        return came.stream()
                .filter(one -> one.text().contains('"' + command.value() + '"'))
                .map(Came::at)
                .findFirst();
    }

    @Override
    public void close() {
        over = true;
        try {
            reader.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted: following the commands");
        }
    }
}
