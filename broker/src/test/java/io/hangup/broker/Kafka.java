package io.hangup.broker;

import java.util.concurrent.atomic.AtomicLong;

/// A real Kafka for a test, empty at first, which all tests of this JVM share: take [fresh][#fresh(String)] names.
///
/// A test with a parameter of this type gets it from [KafkaExtension].
public interface Kafka {
    /// Counts the names given out; each JVM has its own Kafka.
    AtomicLong NAMES = new AtomicLong();

    /// What clients are given as `bootstrap.servers`.
    String bootstrap();

    /// A name that no other test in this JVM has: for a topic, a group, a transactional id or a topic prefix.
    default String fresh(String name) {
        return name + "-" + NAMES.incrementAndGet();
    }
}
