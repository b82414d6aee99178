package io.hangup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import io.hangup.broker.OwnKafka;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class AgentKafkaTest {
    private final SigningKey key = SigningKey.generate();

    @TempDir
    Path folder;

    private static Command command(String id, BootId boot, Instant notBefore) {
        var target = new CommandTarget.OneConnection(
                Samples.COOKIE, Samples.LOCAL, Samples.PEER, new ProcessStamp(4_000_000, 1), 1_000);
        return new Command(
                new CommandId(id),
                RunningAgent.HOST,
                boot,
                3,
                Action.DROP,
                target,
                new Guard(notBefore),
                "a test",
                notBefore,
                notBefore.plusSeconds(60));
    }

    @Test
    void snapshotAndHeartbeatArrive(Kafka kafka) throws Exception {
        String prefix = kafka.fresh("arrive");
        try (var central = new Central(kafka.bootstrap(), prefix);
                var agent = RunningAgent.start(kafka.bootstrap(), prefix, folder, key)) {
            assertThat(agent.awaitReady()).isTrue();

            Heartbeat beat = central.await(Topic.HEARTBEATS, Heartbeat.class, b -> true);
            HostSnapshot snapshot =
                    central.await(Topic.SNAPSHOTS, HostSnapshot.class, s -> s.sequence() == beat.sequence());

            assertThat(beat.digest()).isEqualTo(Wire.digest(Wire.encode(snapshot)));
            assertThat(snapshot.labels()).containsEntry("env", "test");
        }
    }

    @Test
    void answersCommandsQuicklyAndRefusesWhatIsWrong(Kafka kafka) throws Exception {
        String prefix = kafka.fresh("answer");
        try (var central = new Central(kafka.bootstrap(), prefix);
                var agent = RunningAgent.start(kafka.bootstrap(), prefix, folder, key)) {
            assertThat(agent.awaitReady()).isTrue();
            BootId boot = central.await(Topic.SNAPSHOTS, HostSnapshot.class, s -> true)
                    .boot();
            central.await(Topic.HEARTBEATS, Heartbeat.class, b -> true);
            central.raw(RunningAgent.HOST, "rubbish".getBytes(StandardCharsets.UTF_8), "0000", new byte[64]);
            central.order(command("stranger", boot, Instant.now()), SigningKey.generate());
            central.order(command("late", boot, Instant.now().minusSeconds(90)), key);
            central.order(command("elsewhen", new BootId("0a1b2c3d-0000-4000-8000-000000000009"), Instant.now()), key);
            Instant sent = Instant.now();
            central.order(command("missing", boot, sent), key);

            Receipt missing = central.await(
                    Topic.RECEIPTS, Receipt.class, r -> r.command().value().equals("missing"));

            assertThat(missing.outcome()).isEqualTo(new Outcome.Refused("process 4000000 has ended"));
            assertThat(Duration.between(sent, missing.at())).isLessThan(Duration.ofSeconds(1));
            assertThat(central.all(Topic.RECEIPTS, Receipt.class))
                    .extracting(r -> r.command().value())
                    .containsExactly("late", "elsewhen", "missing");
            assertThat(central.all(Topic.RECEIPTS, Receipt.class).getFirst().outcome())
                    .isEqualTo(new Outcome.Expired());
        }
    }

    @Test
    void carriesOutWhatAnOperatorApprovedAndNothingWithABadApproval(Kafka kafka) throws Exception {
        String prefix = kafka.fresh("approve");
        SigningKey alice = SigningKey.generate();
        Files.writeString(folder.resolve("operator-keys.pem"), alice.trusted().pem());
        try (var central = new Central(kafka.bootstrap(), prefix);
                var agent = RunningAgent.start(kafka.bootstrap(), prefix, folder, key)) {
            assertThat(agent.awaitReady()).isTrue();
            BootId boot = central.await(Topic.SNAPSHOTS, HostSnapshot.class, s -> true)
                    .boot();
            central.await(Topic.HEARTBEATS, Heartbeat.class, b -> true);
            Command bad = command("bad", boot, Instant.now());
            Command good = command("good", boot, Instant.now());
            central.order(bad, key, SigningKey.generate().approve(Wire.encode(bad)));
            central.order(bad, key, alice.approve(Wire.encode(good)));
            central.order(good, key, alice.approve(Wire.encode(good)));

            Receipt receipt = central.await(Topic.RECEIPTS, Receipt.class, r -> true);

            assertThat(receipt.command().value()).isEqualTo("good");
            assertThat(receipt.outcome()).isEqualTo(new Outcome.Refused("process 4000000 has ended"));
            assertThat(central.all(Topic.RECEIPTS, Receipt.class)).hasSize(1);
        }
    }

    @Test
    void recoversByItselfWhenKafkaIsBack(OwnKafka kafka) throws Exception {
        String prefix = kafka.fresh("away");
        BootId boot;
        long before;
        try (var central = new Central(kafka.bootstrap(), prefix)) {
            try (var agent = RunningAgent.start(kafka.bootstrap(), prefix, folder, key)) {
                assertThat(agent.awaitReady()).isTrue();
                HostSnapshot first = central.await(Topic.SNAPSHOTS, HostSnapshot.class, s -> true);
                boot = first.boot();
                before = first.sequence();
                kafka.stop();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .pollDelay(Duration.ofSeconds(15))
                        .until(() -> true);
                kafka.restart();
                Instant back = Instant.now();

                Heartbeat beat = central.await(Topic.HEARTBEATS, Heartbeat.class, b -> b.at().isAfter(back));
                central.order(command("after", boot, Instant.now()), key);
                Receipt receipt = central.await(
                        Topic.RECEIPTS, Receipt.class, r -> r.command().value().equals("after"));

                assertThat(beat.sequence()).isGreaterThanOrEqualTo(before);
                assertThat(receipt.outcome()).isInstanceOf(Outcome.Refused.class);
                assertThat(central.all(Topic.SNAPSHOTS, HostSnapshot.class)).hasSizeLessThan(8);
            }
        }
    }

    @Test
    void startsWithoutKafkaAndGoesOnAboveItsPredecessor(OwnKafka kafka) throws Exception {
        String prefix = kafka.fresh("restart");
        try (var central = new Central(kafka.bootstrap(), prefix)) {
            try (var agent = RunningAgent.start(kafka.bootstrap(), prefix, folder, key)) {
                assertThat(agent.awaitReady()).isTrue();
            }
            long last = central.await(Topic.SNAPSHOTS, HostSnapshot.class, s -> true)
                    .sequence();
            kafka.stop();
            try (var agent = RunningAgent.start(kafka.bootstrap(), prefix, folder, key)) {
                kafka.restart();

                assertThat(agent.awaitReady()).isTrue();

                assertThat(central.await(Topic.SNAPSHOTS, HostSnapshot.class, s -> s.sequence() > last))
                        .isNotNull();
            }
        }
    }
}
