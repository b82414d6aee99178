package io.hangup.controller.kafka;

import io.hangup.protocol.wire.Topic;
import java.util.Map;

/// Which Kafka, and which of the fleets in it.
///
/// @param bootstrap `HOST:PORT`, several with commas
/// @param prefix of all topics and of the transactional id
public record Cluster(String bootstrap, String prefix) {
    String topic(Topic topic) {
        return topic.named(prefix);
    }

    /// The same for every controller of a fleet, so that Kafka shuts out an older one.
    String transactionalId() {
        return prefix + ".controller";
    }

    Map<String, Object> admin() {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "client.id",
                prefix + "-controller-admin",
                "request.timeout.ms",
                5_000,
                "default.api.timeout.ms",
                10_000);
    }

    Map<String, Object> consumer(String purpose) {
        return Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrap),
                Map.entry("client.id", prefix + "-controller-" + purpose),
                Map.entry("isolation.level", "read_committed"),
                Map.entry("enable.auto.commit", false),
                Map.entry("auto.offset.reset", "earliest"),
                Map.entry("allow.auto.create.topics", false),
                Map.entry("max.poll.records", 500),
                Map.entry("fetch.max.bytes", 16 << 20),
                Map.entry("fetch.max.wait.ms", 500),
                Map.entry("reconnect.backoff.max.ms", 2_000),
                Map.entry("request.timeout.ms", 10_000),
                Map.entry("default.api.timeout.ms", 10_000));
    }

    Map<String, Object> transactionalProducer() {
        return Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrap),
                Map.entry("client.id", prefix + "-controller-journal"),
                Map.entry("transactional.id", transactionalId()),
                Map.entry("transaction.timeout.ms", 30_000),
                Map.entry("acks", "all"),
                Map.entry("linger.ms", 0),
                Map.entry("buffer.memory", 16L << 20),
                Map.entry("max.block.ms", 10_000),
                Map.entry("request.timeout.ms", 5_000),
                Map.entry("delivery.timeout.ms", 15_000),
                Map.entry("reconnect.backoff.max.ms", 2_000));
    }

    Map<String, Object> poisonProducer() {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "client.id",
                prefix + "-controller-poison",
                "acks",
                "all",
                "linger.ms",
                100,
                "buffer.memory",
                4L << 20,
                "max.request.size",
                1 << 20,
                "max.block.ms",
                5_000,
                "delivery.timeout.ms",
                30_000,
                "request.timeout.ms",
                10_000,
                "reconnect.backoff.max.ms",
                2_000);
    }
}
