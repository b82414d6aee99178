package io.hangup.controller.kafka;

import io.hangup.controller.loop.Arrival;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.HostKey;
import io.hangup.protocol.wire.Signed;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Kafka records as arrivals. Whatever the bytes are, it gives an answer.
final class Reader {
    private final Map<String, Topic> topics;
    private final TrustedKeys ours;
    private final Seals seals;

    /// @param topics by their names in Kafka
    /// @param ours whose signature makes a command one of ours: budgets count what was sent
    /// @param seals tell which host a record is from: what no host has sealed is not read at all
    Reader(Map<String, Topic> topics, TrustedKeys ours, Seals seals) {
        this.topics = Map.copyOf(topics);
        this.ours = ours;
        this.seals = seals;
    }

    Topic topic(String name) {
        Topic topic = topics.get(name);
        if (topic == null) {
            throw new IllegalStateException("not one of the topics that are followed: " + name);
        }
        return topic;
    }

    Read read(ConsumerRecord<String, byte[]> record) {
        Topic topic = topic(record.topic());
        if (record.key() == null) {
            return Read.unreadable("it has no key");
        }
        Optional<Read> foreign = switch (topic) {
            case SNAPSHOTS, HEARTBEATS, RECEIPTS -> foreign(topic, record);
            case FINDINGS, COMMANDS, DIRECTIVES, AUDIT, POISON -> Optional.empty();
        };
        return foreign.orElseGet(() -> record.value() == null ? deleted(topic, record.key()) : written(topic, record));
    }

    /// Why a record is not from the host that its key names; empty when it is. Hosts can lie about themselves only.
    private Optional<Read> foreign(Topic topic, ConsumerRecord<String, byte[]> record) {
        byte[] mac = Headers.bytes(record, HostKey.HEADER);
        if (mac == null) {
            return Optional.of(new Read.Refused(Read.Reason.UNSEALED, "it has no mac, or several"));
        }
        byte[] value = record.value() == null ? new byte[0] : record.value();
        return host(record.key())
                .map(host -> seals.isOwn(host, topic, value, mac)
                        ? Optional.<Read>empty()
                        : Optional.<Read>of(new Read.Refused(
                                Read.Reason.FORGED, "its mac does not fit, so it is not from host " + host)))
                .orElseGet(() -> Optional.of(Read.unreadable("its key is no host name")));
    }

    private Read written(Topic topic, ConsumerRecord<String, byte[]> record) {
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

    private Read command(ConsumerRecord<String, byte[]> record) {
        byte[] signature = Headers.bytes(record, Envelope.SIGNATURE_HEADER);
        return switch (ours.check(record.value(), Headers.text(record, Envelope.KEY_HEADER), signature)) {
            case Signed.Valid _ -> decoded(Topic.COMMANDS, record, Command.class, Arrival.Sent::new);
            case Signed.Invalid(var why) -> new Read.Refused(Read.Reason.UNTRUSTED, why);
        };
    }

    private static Read deleted(Topic topic, String key) {
        return switch (topic) {
            case SNAPSHOTS -> new Read.Good(new Arrival.Farewell(new HostId(key)));
            case FINDINGS -> new Read.Good(new Arrival.Withdrawn(key));
            default -> Read.unreadable("it has no value");
        };
    }

    private static Optional<HostId> host(String key) {
        try {
            return Optional.of(new HostId(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T> Read decoded(
            Topic topic, ConsumerRecord<String, byte[]> record, Class<T> type, Function<T, Arrival> arrival) {
        return switch (Wire.decode(topic, type, record.value(), Headers.text(record, Wire.SCHEMA_HEADER))) {
            case Decoded.Good<T>(var value) -> new Read.Good(arrival.apply(value));
            case Decoded.Poison<T>(var why) -> Read.unreadable(why);
        };
    }
}
