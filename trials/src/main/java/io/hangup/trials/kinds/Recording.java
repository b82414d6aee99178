package io.hangup.trials.kinds;

import io.hangup.protocol.wire.Topic;
import io.hangup.trials.lab.LabFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What the agents published while the kinds were there, for tests that judge it again under a clock of their own.
///
/// Lines of fields between tabs, compressed: `kind`, its name, what is so, host, peer, user, one for each connection;
/// then `snapshot`, the broker's time in milliseconds, the record as it was: of each agent one a minute at most.
final class Recording implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration BETWEEN = Duration.ofSeconds(50);

    private final KafkaConsumer<String, String> consumer;
    private final BufferedWriter out;
    private final Map<String, Long> last = new ConcurrentHashMap<>();
    private final Thread reader;
    private volatile boolean over;

    private Recording(KafkaConsumer<String, String> consumer, BufferedWriter out) {
        this.consumer = consumer;
        this.out = out;
        reader = Thread.ofPlatform().name("recording").start(this::follow);
    }

    static Recording to(Path file, String bootstrap, List<Raised> raised) throws IOException {
        var out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8));
        for (Raised one : raised) {
            write(
                    out,
                    "kind",
                    one.kind().name(),
                    one.kind().truth().name(),
                    one.place().host().name(),
                    one.act().peer(),
                    one.act().user());
        }
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> all = consumer.partitionsFor(Topic.SNAPSHOTS.named("hangup")).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        return new Recording(consumer, out);
    }

    /// The agents of whom something was written down; complete once it is closed.
    Set<String> heard() {
        return Set.copyOf(last.keySet());
    }

    private void follow() {
        while (!over) {
            for (ConsumerRecord<String, String> record : consumer.poll(PATIENCE)) {
                if (record.value() != null && due(record)) {
                    write(out, "snapshot", Long.toString(record.timestamp()), record.value());
                }
            }
        }
        consumer.close();
    }

    private boolean due(ConsumerRecord<String, String> record) {
        Long before = last.get(record.key());
        boolean due = before == null || record.timestamp() - before >= BETWEEN.toMillis();
        if (due) {
            last.put(record.key(), record.timestamp());
        }
        return due;
    }

    private static void write(BufferedWriter out, String... fields) {
        try {
            out.write(String.join("\t", fields));
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException("the recording can't be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        try {
            reader.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted: recording");
        }
        out.close();
    }
}
