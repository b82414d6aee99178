package io.hangup.controller.kafka;

import io.hangup.protocol.wire.Topic;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Where records go that could not be read: as they came, with the reason beside them. What can't be set aside
/// either is only counted: nothing here holds up the records that are well.
final class PoisonShelf {
    private static final Logger LOG = System.getLogger(PoisonShelf.class.getName());

    /// A longer value is cut: it is there to be looked at, not to be read again.
    private static final int MOST_BYTES = 512 << 10;

    /// More than this at once is not written: whoever floods us must not flood Kafka through us.
    private static final int MOST_WAITING = 200;

    private final Cluster cluster;
    private final KafkaWriteStream<String, byte[]> producer;
    private final Rejected counts;
    private int waiting;

    PoisonShelf(Cluster cluster, KafkaWriteStream<String, byte[]> producer, Rejected counts) {
        this.cluster = cluster;
        this.producer = producer;
        this.counts = counts;
    }

    /// @param reason short and from a fixed list
    void setAside(Topic topic, ConsumerRecord<String, byte[]> record, String reason, String why) {
        counts.count(topic, reason);
        if (waiting >= MOST_WAITING) {
            counts.count(Topic.POISON, "overflow");
            return;
        }
        waiting++;
        producer.send(shelved(record, reason, why)).onComplete(done -> {
            waiting--;
            if (done.failed()) {
                counts.count(Topic.POISON, "unwritten");
                LOG.log(Level.WARNING, "a poison record was not set aside: " + done.cause());
            }
        });
    }

    private ProducerRecord<String, byte[]> shelved(ConsumerRecord<String, byte[]> record, String reason, String why) {
        byte[] value = record.value();
        byte[] kept = value == null || value.length <= MOST_BYTES ? value : Arrays.copyOf(value, MOST_BYTES);
        String origin = record.topic() + "-" + record.partition() + "-" + record.offset();
        // The key is the origin: after a restart the same record is set aside again, and can be told for the same.
        ProducerRecord<String, byte[]> shelved = new ProducerRecord<>(cluster.topic(Topic.POISON), origin, kept);
        Headers.with(shelved, "hangup-topic", record.topic());
        Headers.with(shelved, "hangup-partition", Integer.toString(record.partition()));
        Headers.with(shelved, "hangup-offset", Long.toString(record.offset()));
        Headers.with(shelved, "hangup-reason", reason + ": " + why);
        if (value != null && value.length > MOST_BYTES) {
            Headers.with(shelved, "hangup-cut-from-bytes", Integer.toString(value.length));
        }
        return shelved;
    }
}
