package io.hangup.controller.kafka;

import io.hangup.controller.loop.AuditLog;
import io.hangup.protocol.audit.Head;
import io.hangup.protocol.feed.AuditPage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// The audit in Kafka, read when somebody asks.
final class KafkaAuditLog implements AuditLog {
    private static final Logger LOG = System.getLogger(KafkaAuditLog.class.getName());

    /// Each is a consumer of its own, so they are few at a time.
    private static final int MOST_AT_ONCE = 4;

    private final Vertx vertx;
    private final AuditTopic topic;
    private final Supplier<Optional<Head>> head;
    private int reading;

    KafkaAuditLog(Vertx vertx, AuditTopic topic, Supplier<Optional<Head>> head) {
        this.vertx = vertx;
        this.topic = topic;
        this.head = head;
    }

    @Override
    public Future<Optional<AuditPage>> since(Instant instant) {
        return read(before -> topic.page(topic.offset(instant), before));
    }

    @Override
    public Future<Optional<AuditPage>> from(long offset) {
        return read(before -> topic.page(offset, before));
    }

    private Future<Optional<AuditPage>> read(Reading work) {
        if (reading >= MOST_AT_ONCE) {
            return Future.succeededFuture(Optional.empty());
        }
        reading++;
        // Asked before the topic is read, so that what it names must be there.
        Optional<Head> before = head.get();
        return vertx.executeBlocking(() -> work.page(before), false)
                .map(page -> Optional.of(Objects.requireNonNull(page)))
                .onFailure(cause -> LOG.log(Level.WARNING, "the audit can't be read: " + cause))
                .onComplete(_ -> reading--);
    }

    /// What is read.
    @FunctionalInterface
    private interface Reading {
        AuditPage page(Optional<Head> before);
    }
}
