package io.hangup.controller.kafka;

import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// The headers of our records.
final class Headers {
    private Headers() {}

    static @Nullable String schema(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(Wire.SCHEMA_HEADER);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    static ProducerRecord<String, byte[]> with(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
