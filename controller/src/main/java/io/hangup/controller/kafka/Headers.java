package io.hangup.controller.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// The headers of our records.
final class Headers {
    private Headers() {}

    static @Nullable String text(ConsumerRecord<?, ?> record, String name) {
        byte[] value = bytes(record, name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /// The one value of a header; null where it is missing or there are several, of which one would be a choice.
    static byte @Nullable [] bytes(ConsumerRecord<?, ?> record, String name) {
        Iterator<Header> all = record.headers().headers(name).iterator();
        if (!all.hasNext()) {
            return null;
        }
        byte[] value = all.next().value();
        return all.hasNext() ? null : value;
    }

    static ProducerRecord<String, byte[]> with(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
