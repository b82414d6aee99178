package io.hangup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The whole agent against a real dropbear, which leaves commands in its own process group.
@ExtendWith(KafkaExtension.class)
class AgentDropbearTest {
    private final SigningKey key = SigningKey.generate();

    @TempDir
    Path folder;

    @Test
    void endsACommandAndNotItsServer(Kafka kafka) throws Exception {
        String prefix = kafka.fresh("dropbear");
        try (var dropbear = OwnDropbear.start(folder);
                var central = new Central(kafka.bootstrap(), prefix);
                var agent = RunningAgent.start(kafka.bootstrap(), prefix, folder, key)) {
            assertThat(agent.awaitReady()).isTrue();
            dropbear.client("sleep 9" + dropbear.port() + "; true");
            HostSnapshot snapshot = central.await(
                    Topic.SNAPSHOTS,
                    HostSnapshot.class,
                    s -> found(s, dropbear.port()).isPresent());
            Connection connection = found(snapshot, dropbear.port()).orElseThrow();

            central.order(drop(snapshot, connection), key);

            Receipt receipt = central.await(Topic.RECEIPTS, Receipt.class, _ -> true);
            assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
            assertThat(receipt.leftBehind()).isEmpty();
            assertThat(receipt.steps())
                    .extracting(Receipt.Step::what)
                    .hasSize(2)
                    .allMatch(step -> step.endsWith(", a command without terminal"));
        }
    }

    private static Optional<Connection> found(HostSnapshot snapshot, int port) {
        return snapshot.connections().stream()
                .filter(c -> c.local().port() == port && c.sessions().size() == 1)
                .findFirst();
    }

    private static Command drop(HostSnapshot snapshot, Connection connection) {
        HostProcess server = connection.server().orElseThrow();
        Instant now = Instant.now();
        return new Command(
                new CommandId("c-1"),
                RunningAgent.HOST,
                snapshot.boot(),
                1,
                Action.DROP,
                new CommandTarget.OneConnection(
                        connection.cookie(), connection.local(), connection.peer(), server.stamp(), server.uid()),
                new Guard(now),
                "a test",
                now,
                now.plusSeconds(60));
    }
}
