package io.hangup.agent;

import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.HostKey;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/// The controller's end of the wire, as an agent sees it: signed commands in transactions out, all else in.
public final class Central implements AutoCloseable {
    private final String prefix;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    public Central(String bootstrap, String prefix) throws Exception {
        this.prefix = prefix;
        Map<String, Object> to = Map.of("bootstrap.servers", bootstrap);
        try (Admin admin = Admin.create(to)) {
            admin.createTopics(Arrays.stream(Topic.values())
                            .map(t -> new NewTopic(t.named(prefix), t.partitions(), (short) 1).configs(t.settings()))
                            .toList())
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", prefix),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest", "fetch.max.wait.ms", 100),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(Topic.SNAPSHOTS, Topic.HEARTBEATS, Topic.RECEIPTS).stream()
                .flatMap(t -> IntStream.range(0, t.partitions()).mapToObj(p -> new TopicPartition(t.named(prefix), p)))
                .toList());
    }

    /// Sends a command as the controller does.
    public void order(Command command, SigningKey key, Approval... approvals) {
        byte[] value = Wire.encode(command);
        raw(command.host(), value, key.id(), key.sign(value), approvals);
    }

    /// Sends anything to a host's commands.
    public void raw(HostId host, byte[] value, String keyId, byte[] signature, Approval... approvals) {
        var record = new ProducerRecord<>(Topic.COMMANDS.named(prefix), host.value(), value);
        record.headers()
                .add(Wire.SCHEMA_HEADER, Wire.SCHEMA.getBytes(StandardCharsets.US_ASCII))
                .add(Envelope.KEY_HEADER, keyId.getBytes(StandardCharsets.US_ASCII))
                .add(Envelope.SIGNATURE_HEADER, signature);
        for (Approval approval : approvals) {
            record.headers().add(Envelope.APPROVAL_HEADER, Envelope.header(approval));
        }
        producer.beginTransaction();
        var _ = producer.send(record);
        producer.commitTransaction();
    }

    /// All records of a topic so far.
    public <T> List<T> all(Topic topic, Class<T> type) {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> {
            checkSeal(record);
            seen.add(record);
        });
        return seen.stream()
                .filter(r -> r.topic().equals(topic.named(prefix)))
                .map(r -> switch (Wire.decode(topic, type, r.value(), Wire.SCHEMA)) {
                    case Decoded.Good<T>(T value) -> value;
                    case Decoded.Poison<T>(String why) -> throw new AssertionError(why);
                })
                .toList();
    }

    /// Waits for a record that fits.
    public <T> T await(Topic topic, Class<T> type, Predicate<T> fits) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> all(topic, type).stream().filter(fits).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /// A controller reads nothing else.
    private void checkSeal(ConsumerRecord<String, byte[]> record) {
        Topic topic = Arrays.stream(Topic.values())
                .filter(t -> t.named(prefix).equals(record.topic()))
                .findFirst()
                .orElseThrow();
        byte[] mac = record.headers().lastHeader(HostKey.HEADER).value();
        if (!RunningAgent.OWN.fits(topic, record.value(), mac)) {
            throw new AssertionError("a record on " + record.topic() + " is not sealed by its host");
        }
    }

    /// Bytes of a topic's records so far.
    public long bytes(Topic topic) {
        return seen.stream()
                .filter(r -> r.topic().equals(topic.named(prefix)))
                .mapToLong(ConsumerRecord::serializedValueSize)
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close(Duration.ofSeconds(1));
    }
}
