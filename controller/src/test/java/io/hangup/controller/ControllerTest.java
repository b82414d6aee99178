package io.hangup.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class ControllerTest {
    private static final String NO_RULES = Rules.NONE;

    @Test
    void showsAHostAndItsSessionsOnceItsSnapshotCame(Kafka kafka) {
        String prefix = kafka.fresh("shows");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, NO_RULES);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();

            wires.publish(Samples.snapshot("web-1", 1, now, Samples.healthy(1, "alice", now)));

            JsonNode hosts = site.rows("/api/v1/hosts", 1);
            assertThat(hosts.get(0).get("host").asText()).isEqualTo("web-1");
            assertThat(hosts.get(0).get("status").asText()).isEqualTo("fresh");
            assertThat(site.json("/api/v1/sessions").at("/rows/0/user/name").asText())
                    .isEqualTo("alice");
        }
    }

    @Test
    void rebuildsWhatWasBeforeFromTheTopics(Kafka kafka) {
        String prefix = kafka.fresh("rebuilds");
        try (Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();
            JsonNode before;
            long epoch;
            try (Site first = Site.ready(kafka.bootstrap(), prefix, NO_RULES)) {
                HostSnapshot snapshot = Samples.snapshot("web-1", 1, now, Samples.healthy(1, "alice", now));
                wires.publish(snapshot);
                wires.beat(snapshot, now);
                wires.publish(Samples.snapshot("web-2", 1, now, Samples.healthy(2, "bob", now)));
                before = first.rows("/api/v1/sessions", 2);
                epoch = epoch(first);
            }

            try (Site second = Site.ready(kafka.bootstrap(), prefix, NO_RULES)) {
                JsonNode after = second.json("/api/v1/sessions").get("rows");

                assertThat(withoutAges(after)).isEqualTo(withoutAges(before));
                assertThat(epoch(second)).isGreaterThan(epoch);
            }
        }
    }

    @Test
    void setsAPoisonRecordAsideAndGoesOn(Kafka kafka) {
        String prefix = kafka.fresh("poison");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, NO_RULES);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();

            wires.put(Topic.SNAPSHOTS, "web-1", "{not json".getBytes(StandardCharsets.UTF_8));
            wires.publish(Samples.snapshot("web-1", 1, now));

            site.rows("/api/v1/hosts", 1);
            List<ConsumerRecord<String, byte[]>> aside =
                    await().until(() -> wires.records(Topic.POISON), records -> records.size() == 1);
            ConsumerRecord<String, byte[]> poison = aside.getFirst();
            assertThat(poison.value()).asString().isEqualTo("{not json");
            assertThat(header(poison, "hangup-topic")).isEqualTo(prefix + ".snapshots");
            assertThat(header(poison, "hangup-offset")).isEqualTo("0");
            assertThat(header(poison, "hangup-reason")).startsWith("unreadable: ");
            assertThat(site.get("/metrics").body())
                    .contains("hangup_messages_rejected_total{reason=\"unreadable\",topic=\"snapshots\"} 1.0");
        }
    }

    @Test
    void setsARecordUnderAForeignKeyAside(Kafka kafka) {
        String prefix = kafka.fresh("foreign");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, NO_RULES);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            HostSnapshot lie = Samples.snapshot("web-2", 1, Instant.now());

            wires.put(Topic.SNAPSHOTS, "web-1", Wire.encode(lie));

            await().until(() -> wires.records(Topic.POISON).size() == 1);
            assertThat(site.json("/api/v1/hosts").get("rows")).isEmpty();
            assertThat(site.get("/metrics").body())
                    .contains("hangup_messages_rejected_total{reason=\"foreign-key\",topic=\"snapshots\"} 1.0");
        }
    }

    @Test
    void doesNotTakeACommandThatItNeverSigned(Kafka kafka) {
        String prefix = kafka.fresh("forged");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, NO_RULES);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {

            wires.put(Topic.COMMANDS, "web-1", "{}".getBytes(StandardCharsets.UTF_8));

            ConsumerRecord<String, byte[]> poison = await().until(
                            () -> wires.records(Topic.POISON), records -> records.size() == 1)
                    .getFirst();
            assertThat(header(poison, "hangup-topic")).isEqualTo(prefix + ".commands");
            assertThat(site.broken).isNotDone();
        }
    }

    @Test
    void endsWhenAnotherControllerTakesOver(Kafka kafka) throws Exception {
        String prefix = kafka.fresh("fenced");
        try (Site first = Site.ready(kafka.bootstrap(), prefix, NO_RULES);
                Site second = Site.ready(kafka.bootstrap(), prefix, NO_RULES)) {

            String why = first.outranked.get(20, TimeUnit.SECONDS);

            assertThat(why).contains("another controller took over").contains("epoch " + epoch(second));
            assertThat(second.outranked).isNotDone();
        }
    }

    private static long epoch(Site site) {
        Matcher metric = Pattern.compile("(?m)^hangup_controller_epoch ([0-9.E]+)")
                .matcher(site.get("/metrics").body());
        assertThat(metric.find()).isTrue();
        return (long) Double.parseDouble(metric.group(1));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /// Rows as they are apart from what goes on with time.
    private static JsonNode withoutAges(JsonNode rows) {
        JsonNode copy = rows.deepCopy();
        copy.forEach(row -> ((ObjectNode) row).remove("idle"));
        return copy;
    }
}
