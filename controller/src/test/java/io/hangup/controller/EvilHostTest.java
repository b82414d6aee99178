package io.hangup.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.HostKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One of fifty hosts is in an attacker's hand. It may write to every topic that agents write to, and has read all that
/// the others wrote.
@ExtendWith(KafkaExtension.class)
class EvilHostTest {
    private static final int OTHERS = 49;
    private static final HostKey EVIL = Site.SECRET.key(new HostId("host-0"));

    @Test
    void speaksForNobodyButItselfAndIsCountedEachTime(Kafka kafka) {
        String prefix = kafka.fresh("evil");
        Instant now = Instant.now();
        try (Site site = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            for (int i = 0; i <= OTHERS; i++) {
                HostSnapshot honest = honest(i, now);
                wires.publish(honest);
                wires.beat(honest, now.plusSeconds(1));
            }
            site.rows("/api/v1/sessions", OTHERS + 1);
            JsonNode before = site.json("/api/v1/sessions").get("rows");
            List<ConsumerRecord<String, byte[]>> heard = wires.records(Topic.HEARTBEATS);

            IntStream.rangeClosed(1, OTHERS).forEach(i -> forge(wires, "host-" + i, now));
            for (ConsumerRecord<String, byte[]> record : heard) {
                wires.put(
                        Topic.HEARTBEATS,
                        record.key(),
                        record.value(),
                        Optional.of(record.headers().lastHeader(HostKey.HEADER).value()));
            }

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> counted(site, "forged", "snapshots") + counted(site, "foreign-key", "snapshots")
                            >= 4 * OTHERS);
            assertThat(counted(site, "unsealed", "snapshots")).isEqualTo(OTHERS);
            assertThat(counted(site, "forged", "snapshots")).isEqualTo(3 * OTHERS);
            assertThat(counted(site, "foreign-key", "snapshots")).isEqualTo(OTHERS);
            assertThat(counted(site, "forged", "heartbeats")).isEqualTo(OTHERS);
            assertThat(counted(site, "forged", "receipts")).isEqualTo(OTHERS);
            assertThat(site.json("/api/v1/sessions").get("rows")).hasSize(OTHERS + 1);
            assertThat(users(site.json("/api/v1/sessions").get("rows"))).isEqualTo(users(before));
            assertThat(site.json("/api/v1/stuck").get("rows")).isEmpty();
            assertThat(wires.commands()).isEmpty();
        }
    }

    /// Everything that it can say of one other host.
    private static void forge(Wires wires, String host, Instant now) {
        HostSnapshot lie = Samples.snapshot(host, 9, now.plusSeconds(5), Samples.stuck(1, "mallory", now));
        byte[] value = Wire.encode(lie);
        wires.put(Topic.SNAPSHOTS, host, value, Optional.empty());
        wires.put(Topic.SNAPSHOTS, host, value, Optional.of(EVIL.seal(Topic.SNAPSHOTS, value)));
        wires.put(Topic.SNAPSHOTS, host, value, Optional.of(new byte[16]));
        wires.delete(Topic.SNAPSHOTS, host, EVIL.seal(Topic.SNAPSHOTS, new byte[0]));
        // Under its own key, with its own good seal, and about another.
        wires.put(Topic.SNAPSHOTS, "host-0", value, Optional.of(EVIL.seal(Topic.SNAPSHOTS, value)));
        byte[] beat = Wire.encode(new Heartbeat(lie.host(), lie.boot(), 9, Wire.digest(value), now.plusSeconds(6)));
        wires.put(Topic.HEARTBEATS, host, beat, Optional.of(EVIL.seal(Topic.HEARTBEATS, beat)));
        wires.put(Topic.RECEIPTS, host, beat, Optional.of(EVIL.seal(Topic.RECEIPTS, beat)));
    }

    private static HostSnapshot honest(int i, Instant now) {
        return Samples.snapshot("host-" + i, 1, now, Samples.healthy(1, "user-" + i, now));
    }

    private static List<String> users(JsonNode rows) {
        return rows.findValues("user").stream().map(JsonNode::toString).sorted().toList();
    }

    private static long counted(Site site, String reason, String topic) {
        Matcher line = Pattern.compile("hangup_messages_rejected_total\\{reason=\"" + reason + "\",topic=\"" + topic
                        + "\"} (\\d+)\\.0")
                .matcher(site.get("/metrics").body());
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }
}
