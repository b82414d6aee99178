package io.hangup.controller;

import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.HostKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The test's own hands on Kafka: it writes what agents write and reads what was written.
final class Wires implements AutoCloseable {
    private final String bootstrap;
    private final String prefix;
    private final KafkaProducer<String, byte[]> producer;

    Wires(String bootstrap, String prefix) {
        this.bootstrap = bootstrap;
        this.prefix = prefix;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void publish(HostSnapshot snapshot) {
        put(Topic.SNAPSHOTS, snapshot.host().value(), Wire.encode(snapshot));
    }

    void beat(HostSnapshot last, Instant now) {
        String digest = Wire.digest(Wire.encode(last));
        Heartbeat heartbeat = new Heartbeat(last.host(), last.boot(), last.sequence(), digest, now);
        put(Topic.HEARTBEATS, last.host().value(), Wire.encode(heartbeat));
    }

    void answer(Command command, Outcome outcome, Instant now) {
        Receipt receipt = new Receipt(
                command.id(),
                command.host(),
                outcome,
                List.of(new Receipt.Step(
                        "TERM to sshd " + command.target().process().pid(), now)),
                List.of(),
                Duration.ofMillis(350),
                now);
        put(Topic.RECEIPTS, command.host().value(), Wire.encode(receipt));
    }

    /// Sealed as the agent of the host `key` does.
    void put(Topic topic, String key, byte[] value) {
        put(topic, key, value, Optional.of(Site.SECRET.key(new HostId(key)).seal(topic, value)));
    }

    void put(Topic topic, String key, byte[] value, Optional<byte[]> mac) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.named(prefix), key, value);
        record.headers().add(Wire.SCHEMA_HEADER, Wire.SCHEMA.getBytes(StandardCharsets.UTF_8));
        mac.ifPresent(m -> record.headers().add(HostKey.HEADER, m));
        try {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes a tombstone.
    void delete(Topic topic, String key, byte[] mac) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.named(prefix), key, null);
        record.headers().add(HostKey.HEADER, mac);
        try {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Command> commands() {
        return records(Topic.COMMANDS).stream()
                .map(record -> Wire.decode(Topic.COMMANDS, Command.class, record.value(), Wire.SCHEMA))
                .map(decoded -> ((Decoded.Good<Command>) decoded).value())
                .toList();
    }

    /// Everything committed in a topic up to now.
    List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.named(prefix)).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
