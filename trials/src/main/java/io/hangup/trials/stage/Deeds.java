package io.hangup.trials.stage;

import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Everything that the hosts did, read from the receipts on Kafka: the proof that does not ask the controller.
public record Deeds(List<Receipt> receipts) {
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    public Deeds {
        receipts = List.copyOf(receipts);
    }

    /// Reads all receipts there are now.
    public static Deeds of(Stage stage) {
        List<Receipt> receipts = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stage.kafka()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(Topic.RECEIPTS.named("hangup")).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(TO_ANSWER).forEach(deed -> receipts.add(receipt(deed)));
            }
        }
        return new Deeds(receipts);
    }

    private static Receipt receipt(ConsumerRecord<byte[], byte[]> deed) {
        Header schema = deed.headers().lastHeader(Wire.SCHEMA_HEADER);
        String version = schema == null ? null : new String(schema.value(), StandardCharsets.UTF_8);
        return switch (Wire.decode(Topic.RECEIPTS, Receipt.class, deed.value(), version)) {
            case Decoded.Good<Receipt>(Receipt receipt) -> receipt;
            case Decoded.Poison<Receipt>(String why) ->
                throw new IllegalStateException("a receipt that can't be read: " + why);
        };
    }

    /// Connections that were signalled by more than one command; a receipt sent twice counts once.
    public List<String> doneMoreThanOnce() {
        return receipts.stream()
                .filter(receipt -> !receipt.steps().isEmpty())
                .map(Receipt::command)
                .distinct()
                .collect(Collectors.groupingBy(
                        command -> command.value().replaceFirst("#.*", ""), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(connection -> connection.getValue() > 1)
                .map(connection -> connection.getKey() + " " + connection.getValue() + " times")
                .toList();
    }
}
