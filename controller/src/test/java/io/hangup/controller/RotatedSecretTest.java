package io.hangup.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A fleet's secret is followed by another while its hosts go on.
@ExtendWith(KafkaExtension.class)
class RotatedSecretTest {
    private final Instant now = Instant.now();

    @Test
    void hostsMoveToTheirNewKeysOneAfterTheOther(Kafka kafka) {
        String prefix = kafka.fresh("rotated");
        FleetSecret next = Site.SECRET.next();
        HostSnapshot first = Samples.snapshot("web-1", 1, now, Samples.healthy(1, "alice", now));
        HostSnapshot second = Samples.snapshot("web-2", 1, now, Samples.healthy(2, "bob", now));
        try (Site site = Site.of(next, kafka.bootstrap(), prefix, Rules.PATH_CUT);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            site.port();
            wires.publish(first);
            wires.beat(first, now.plusSeconds(1));
            wires.publish(second);
            wires.beat(second, now.plusSeconds(1));
            site.rows("/api/v1/sessions", 2);
            remain(site, 2);

            beat(wires, next, first, 2);
            remain(site, 1);
            beat(wires, next, second, 2);

            remain(site, 0);
            assertThat(site.get("/metrics").body()).doesNotContain("reason=\"forged\"");
        }
    }

    private void beat(Wires wires, FleetSecret secret, HostSnapshot last, int second) {
        var heartbeat = new Heartbeat(
                last.host(), last.boot(), last.sequence(), Wire.digest(Wire.encode(last)), now.plusSeconds(second));
        byte[] value = Wire.encode(heartbeat);
        wires.put(
                Topic.HEARTBEATS,
                last.host().value(),
                value,
                Optional.of(secret.key(last.host()).seal(Topic.HEARTBEATS, value)));
    }

    private static void remain(Site site, int hosts) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> site.get("/metrics").body().contains("hangup_hosts_former_key " + hosts + ".0"));
    }
}
