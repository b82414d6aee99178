package io.hangup.agent.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// How the agent's two Kafka clients are set up: small, never in the way of the duty cycle, and few requests.
///
/// @param bootstrap as Kafka's `bootstrap.servers`
/// @param prefix of the topics' names
/// @param clientId shown in the broker's logs and quotas
public record KafkaSettings(String bootstrap, String prefix, String clientId) {
    /// The most that one record may have: a snapshot of thousands of sessions. The producer's memory is bounded by it,
    /// and is taken only when a record needs it.
    private static final int MAX_RECORD = 8 * 1024 * 1024;

    /// How long a send may hold up the duty cycle while the producer does not know the partitions yet.
    private static final Duration MAX_BLOCK = Duration.ofMillis(200);

    /// The producer keeps the partitions of a topic in mind that it has not used for long: a receipt is rare and
    /// urgent.
    private static final Duration MIND = Duration.ofDays(365);

    /// When a record that could not be sent is news.
    private static final Duration DELIVERY = Duration.ofSeconds(10);

    /// How long the broker holds a fetch that finds nothing: a quiet host costs three requests a minute, and a command
    /// still comes at once.
    private static final Duration FETCH_WAIT = Duration.ofSeconds(20);

    Map<String, Object> producer() {
        return Map.ofEntries(
                Map.entry(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                Map.entry(CommonClientConfigs.CLIENT_ID_CONFIG, clientId),
                Map.entry(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000),
                Map.entry(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false),
                Map.entry(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, ""),
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip"),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 4_096),
                Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD + 4_096),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, MAX_RECORD + 65_536L),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis()),
                Map.entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, MIND.toMillis()),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis() / 2),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis()));
    }

    Map<String, Object> consumer() {
        return Map.ofEntries(
                Map.entry(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                Map.entry(CommonClientConfigs.CLIENT_ID_CONFIG, clientId),
                Map.entry(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000),
                Map.entry(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false),
                Map.entry(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, ""),
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024),
                Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1024 * 1024),
                Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) FETCH_WAIT.toMillis()),
                Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) FETCH_WAIT.toMillis() + 10_000));
    }
}
