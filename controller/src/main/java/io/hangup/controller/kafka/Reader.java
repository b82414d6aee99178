package io.hangup.controller.kafka;

import io.hangup.controller.loop.Arrival;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Signed;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Kafka records as arrivals. Whatever the bytes are, it gives an answer.
final class Reader {
    private final Map<String, Topic> topics;
    private final TrustedKeys ours;

    /// @param topics by their names in Kafka
    /// @param ours whose signature makes a command one of ours: budgets count what was sent
    Reader(Map<String, Topic> topics, TrustedKeys ours) {
        this.topics = Map.copyOf(topics);
        this.ours = ours;
    }

    Topic topic(String name) {
        Topic topic = topics.get(name);
        if (topic == null) {
            throw new IllegalStateException("not one of the topics that are followed: " + name);
        }
        return topic;
    }

    Decoded<Arrival> read(ConsumerRecord<String, byte[]> record) {
        Topic topic = topic(record.topic());
        if (record.key() == null) {
            return new Decoded.Poison<>("it has no key");
        }
        return record.value() == null ? deleted(topic, record.key()) : written(topic, record);
    }

    private Decoded<Arrival> written(Topic topic, ConsumerRecord<String, byte[]> record) {
        String key = record.key();
        Instant at = Instant.ofEpochMilli(record.timestamp());
        return switch (topic) {
            case SNAPSHOTS ->
                decoded(
                        topic,
                        record,
                        HostSnapshot.class,
                        snapshot -> new Arrival.Snapshot(key, snapshot, Wire.digest(record.value()), at));
            case HEARTBEATS ->
                decoded(topic, record, Heartbeat.class, heartbeat -> new Arrival.Beat(key, heartbeat, at));
            case RECEIPTS -> decoded(topic, record, Receipt.class, receipt -> new Arrival.Answer(key, receipt, at));
            case FINDINGS -> decoded(topic, record, Finding.class, finding -> new Arrival.Published(key, finding));
            case COMMANDS -> command(record);
            case DIRECTIVES, AUDIT, POISON -> throw new IllegalStateException("nothing is read from " + topic);
        };
    }

    private Decoded<Arrival> command(ConsumerRecord<String, byte[]> record) {
        byte[] signature = Headers.bytes(record, Records.SIGNATURE_HEADER);
        return switch (ours.check(record.value(), Headers.text(record, Records.KEY_HEADER), signature)) {
            case Signed.Valid _ -> decoded(Topic.COMMANDS, record, Command.class, Arrival.Sent::new);
            case Signed.Invalid(var why) -> new Decoded.Poison<>(why);
        };
    }

    private static Decoded<Arrival> deleted(Topic topic, String key) {
        return switch (topic) {
            case SNAPSHOTS -> host(key);
            case FINDINGS -> new Decoded.Good<>(new Arrival.Withdrawn(key));
            default -> new Decoded.Poison<>("it has no value");
        };
    }

    private static Decoded<Arrival> host(String key) {
        try {
            return new Decoded.Good<>(new Arrival.Farewell(new HostId(key)));
        } catch (IllegalArgumentException e) {
            return new Decoded.Poison<>("its key is no host name");
        }
    }

    private static <T> Decoded<Arrival> decoded(
            Topic topic, ConsumerRecord<String, byte[]> record, Class<T> type, Function<T, Arrival> arrival) {
        return switch (Wire.decode(topic, type, record.value(), Headers.text(record, Wire.SCHEMA_HEADER))) {
            case Decoded.Good<T>(var value) -> new Decoded.Good<>(arrival.apply(value));
            case Decoded.Poison<T>(var why) -> new Decoded.Poison<>(why);
        };
    }
}
