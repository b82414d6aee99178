package io.hangup.controller.kafka;

import io.hangup.protocol.audit.Head;
import io.hangup.protocol.audit.Link;
import io.hangup.protocol.feed.AuditPage;
import io.hangup.protocol.ocsf.AuditReader;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.TrustedKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads the audit as it is in Kafka. Blocks: not for an event loop.
final class AuditTopic {
    /// Offsets at the end that are looked at for the last record. Half of them can be marks of transactions.
    private static final long TAIL = 400;

    private static final int MOST_RECORDS = 500;
    private static final int MOST_BYTES = 4 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final InstantSource time;
    private final TopicPartition only;

    /// Trusts nobody: whose word it is does not matter for what comes next.
    private final AuditReader reader = new AuditReader(TrustedKeys.of());

    AuditTopic(Cluster cluster, InstantSource time) {
        this.cluster = cluster;
        this.time = time;
        this.only = new TopicPartition(cluster.topic(Topic.AUDIT), 0);
    }

    /// What a new leader continues.
    ///
    /// @param remark what is strange about it; empty when nothing is
    record End(Head head, String remark) {}

    /// @param told how far the last leader came, by its directive; without one the last record that can be read counts
    /// @throws TimeoutException when Kafka does not answer in time
    End end(Optional<Head> told) {
        try (Consumer<String, byte[]> consumer = consumer()) {
            long end = consumer.endOffsets(Set.of(only)).getOrDefault(only, 0L);
            consumer.seek(only, Math.max(0, end - TAIL));
            List<Link> links = links(read(consumer, end, Integer.MAX_VALUE));
            if (told.isPresent()) {
                return new End(told.get(), remark(told.get(), links));
            }
            if (links.isEmpty() && end > TAIL) {
                consumer.seekToBeginning(Set.of(only));
                links = links(read(consumer, end, Integer.MAX_VALUE));
            }
            return new End(links.isEmpty() ? Head.NONE : head(links.getLast()), "");
        }
    }

    /// Some records from an offset on, as they are.
    ///
    /// @param head how far the audit had come before they were read
    AuditPage page(long from, Optional<Head> head) {
        try (Consumer<String, byte[]> consumer = consumer()) {
            long end = consumer.endOffsets(Set.of(only)).getOrDefault(only, 0L);
            consumer.seek(
                    only, Math.max(from, consumer.beginningOffsets(Set.of(only)).getOrDefault(only, 0L)));
            List<AuditPage.Raw> raws = new ArrayList<>();
            int bytes = 0;
            long next = end;
            for (ConsumerRecord<String, byte[]> record : read(consumer, end, MOST_RECORDS)) {
                byte[] value = record.value() == null ? new byte[0] : record.value();
                if (raws.size() == MOST_RECORDS || (bytes > 0 && bytes + value.length > MOST_BYTES)) {
                    next = record.offset();
                    break;
                }
                bytes += value.length;
                raws.add(new AuditPage.Raw(
                        record.offset(),
                        Instant.ofEpochMilli(record.timestamp()),
                        new String(value, StandardCharsets.UTF_8)));
            }
            return new AuditPage(time.instant(), head, next, next >= end, raws);
        }
    }

    /// The offset of the first record at or after an instant of the broker's clock; the end when there is none.
    long offset(Instant since) {
        try (Consumer<String, byte[]> consumer = consumer()) {
            OffsetAndTimestamp found =
                    consumer.offsetsForTimes(Map.of(only, since.toEpochMilli())).get(only);
            return found == null ? consumer.endOffsets(Set.of(only)).getOrDefault(only, 0L) : found.offset();
        }
    }

    private static String remark(Head told, List<Link> links) {
        int at = links.stream().map(Link::hash).toList().indexOf(told.hash());
        if (told.sequence() > 0 && at < 0) {
            return "the topic does not end with record " + told.sequence() + ", which was the last";
        }
        return at == links.size() - 1 ? "" : "records follow record " + told.sequence() + ", which was the last";
    }

    private static Head head(Link link) {
        return new Head(link.sequence(), link.hash(), 0, Instant.EPOCH);
    }

    private List<Link> links(List<ConsumerRecord<String, byte[]>> records) {
        List<Link> links = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.value() != null
                    && reader.read("offset " + record.offset(), record.value())
                            instanceof Decoded.Good<Link>(var link)) {
                links.add(link);
            }
        }
        return links;
    }

    /// Up to `end`, or a few more than `most`.
    private List<ConsumerRecord<String, byte[]>> read(Consumer<String, byte[]> consumer, long end, int most) {
        Instant deadline = time.instant().plus(PATIENCE);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        while (consumer.position(only) < end && records.size() <= most) {
            if (time.instant().isAfter(deadline)) {
                throw new TimeoutException("the audit could not be read in " + PATIENCE.toSeconds() + " s");
            }
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        }
        return records;
    }

    private Consumer<String, byte[]> consumer() {
        Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(cluster.consumer("audit"), new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(Set.of(only));
        return consumer;
    }
}
