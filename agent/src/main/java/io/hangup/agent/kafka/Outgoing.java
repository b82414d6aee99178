package io.hangup.agent.kafka;

import io.hangup.agent.loop.Bus.Parcel;
import io.hangup.agent.loop.News;
import io.hangup.protocol.wire.HostKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// Sends records, keyed by host and sealed with its key. The producer's own thread tells the inbox what became of
/// them.
final class Outgoing implements AutoCloseable {
    /// What a clean stop waits for records under way.
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(Outgoing.class.getName());

    private static final Header SCHEMA =
            new RecordHeader(Wire.SCHEMA_HEADER, Wire.SCHEMA.getBytes(StandardCharsets.US_ASCII));

    private final KafkaProducer<String, byte[]> producer;
    private final String prefix;
    private final HostKey own;
    private final Inbox inbox;

    Outgoing(KafkaSettings settings, HostKey own, Inbox inbox) {
        this.inbox = inbox;
        producer = new KafkaProducer<>(settings.producer());
        prefix = settings.prefix();
        this.own = own;
        Stream.of(Topic.SNAPSHOTS, Topic.HEARTBEATS, Topic.RECEIPTS).forEach(this::ask);
    }

    /// Makes the producer ask for a topic's partitions, so that it knows them when the first record is sent.
    private void ask(Topic topic) {
        try {
            var _ = producer.partitionsFor(topic.named(prefix));
        } catch (KafkaException e) {
            LOG.log(Level.DEBUG, "The partitions of {0} are not known yet: {1}", topic, e.getMessage());
        }
    }

    /// Hands a record over. One that can't even be taken is lost at once; its sender sends it again.
    void send(Topic topic, byte[] value, Parcel parcel) {
        List<Header> headers = List.of(SCHEMA, new RecordHeader(HostKey.HEADER, own.seal(topic, value)));
        var record = new ProducerRecord<>(topic.named(prefix), null, own.host().value(), value, headers);
        try {
            var _ = producer.send(record, (_, failure) -> inbox.add(told(parcel, failure)));
        } catch (KafkaException e) {
            inbox.add(told(parcel, e));
        }
    }

    private static News told(Parcel parcel, @Nullable Exception failure) {
        return failure == null
                ? new News.Arrived(parcel)
                : new News.Lost(parcel, failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
