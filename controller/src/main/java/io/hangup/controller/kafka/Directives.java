package io.hangup.controller.kafka;

import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads the last directive. Blocks: not for an event loop.
final class Directives {
    /// The leader's directive is in each transaction, so it is among the last few records; the compacted topic's head
    /// can be long, since Kafka compacts late.
    private static final long TAIL = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final InstantSource time;

    Directives(Cluster cluster, InstantSource time) {
        this.cluster = cluster;
        this.time = time;
    }

    /// @throws TimeoutException when Kafka does not answer in time
    Directive last() {
        TopicPartition only = new TopicPartition(cluster.topic(Topic.DIRECTIVES), 0);
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(
                cluster.consumer("directives"), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(Set.of(only));
            long end = consumer.endOffsets(Set.of(only)).getOrDefault(only, 0L);
            consumer.seek(only, Math.max(0, end - TAIL));
            Optional<Directive> last = lastBefore(consumer, only, end);
            if (last.isEmpty() && end > TAIL) {
                consumer.seekToBeginning(Set.of(only));
                last = lastBefore(consumer, only, end);
            }
            return last.orElse(Directive.NONE);
        }
    }

    private Optional<Directive> lastBefore(Consumer<String, byte[]> consumer, TopicPartition only, long end) {
        Instant deadline = time.instant().plus(PATIENCE);
        Optional<Directive> last = Optional.empty();
        while (consumer.position(only) < end) {
            if (time.instant().isAfter(deadline)) {
                throw new TimeoutException("the directives could not be read in " + PATIENCE.toSeconds() + " s");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                Optional<Directive> before = last;
                last = read(record).or(() -> before);
            }
        }
        return last;
    }

    static Optional<Directive> read(ConsumerRecord<String, byte[]> record) {
        if (!Directive.KEY.equals(record.key()) || record.value() == null) {
            return Optional.empty();
        }
        return Wire.decode(Topic.DIRECTIVES, Directive.class, record.value(), Headers.text(record, Wire.SCHEMA_HEADER))
                        instanceof Decoded.Good<Directive>(var directive)
                ? Optional.of(directive)
                : Optional.empty();
    }
}
