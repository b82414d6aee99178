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
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A real sshd, a real Kafka, an agent and its executor in a process of its own.
@ExtendWith(KafkaExtension.class)
class TwoProcessesTest {
    private final SigningKey key = SigningKey.generate();

    @TempDir
    Path folder;

    private OwnSshd sshd;
    private Central central;
    private ExecutorProcess executor;
    private RunningAgent agent;

    @BeforeEach
    void start(Kafka kafka) throws Exception {
        sshd = OwnSshd.start(folder);
        String prefix = kafka.fresh("halves");
        central = new Central(kafka.bootstrap(), prefix);
        executor = new ExecutorProcess(folder);
        agent = RunningAgent.start(kafka.bootstrap(), prefix, folder, key, Optional.of(executor.config()));
    }

    @AfterEach
    void stop() {
        agent.close();
        executor.close();
        central.close();
        sshd.close();
    }

    private Connection seen() {
        HostSnapshot snapshot = central.await(Topic.SNAPSHOTS, HostSnapshot.class, s -> mine(s).isPresent());
        return mine(snapshot).orElseThrow();
    }

    private Optional<Connection> mine(HostSnapshot snapshot) {
        return snapshot.connections().stream()
                .filter(c -> c.local().port() == sshd.port()
                        && c.phase() == Phase.AUTHENTICATED
                        && c.sessions().size() == 1)
                .findFirst();
    }

    private void send(String id, Action action, Connection connection) {
        HostSnapshot snapshot = central.all(Topic.SNAPSHOTS, HostSnapshot.class).getLast();
        HostProcess server = connection.server().orElseThrow();
        Instant now = Instant.now();
        central.order(
                new Command(
                        new CommandId(id),
                        RunningAgent.HOST,
                        snapshot.boot(),
                        1,
                        action,
                        new CommandTarget.OneConnection(
                                connection.cookie(),
                                connection.local(),
                                connection.peer(),
                                server.stamp(),
                                server.uid()),
                        new Guard(now),
                        "a test",
                        now,
                        now.plusSeconds(60)),
                key);
    }

    private Receipt receipt(String id) {
        return central.await(
                Topic.RECEIPTS, Receipt.class, r -> r.command().value().equals(id));
    }

    private List<Blindspot> signals(HostSnapshot snapshot) {
        return snapshot.blindspots().stream()
                .filter(b -> b.sense() == Blindspot.Sense.SIGNALS)
                .toList();
    }

    @Test
    void endsAConnectionByTheOther() throws Exception {
        executor.start();
        Process client = sshd.client("root", "sleep", "600");

        send("c-1", Action.DROP, seen());

        Receipt receipt = receipt("c-1");
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
        assertThat(receipt.steps()).isNotEmpty();
        assertThat(client.onExit()).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void asksAPeerByTheOther() throws Exception {
        executor.start();
        sshd.client("root", "sleep", "600");

        send("c-1", Action.PROBE, seen());

        assertThat(receipt("c-1").outcome())
                .isInstanceOfSatisfying(
                        Outcome.Probed.class,
                        probed -> assertThat(probed.probe().answer()).isEqualTo(PeerProbe.Answer.ANSWERED));
    }

    @Test
    void goesOnPublishingWithoutAnExecutorAndKeepsTheCommandForIt() throws Exception {
        Process client = sshd.client("root", "sleep", "600");
        Connection connection = seen();
        HostSnapshot alone = central.await(
                Topic.SNAPSHOTS, HostSnapshot.class, s -> !signals(s).isEmpty());
        send("c-1", Action.DROP, connection);
        assertThat(signals(alone))
                .singleElement()
                .satisfies(b -> assertThat(b.why()).startsWith("the executor does not answer"));
        assertThat(central.all(Topic.RECEIPTS, Receipt.class)).isEmpty();

        executor.start();

        assertThat(receipt("c-1").outcome()).isEqualTo(new Outcome.Gone());
        assertThat(client.onExit()).succeedsWithin(Duration.ofSeconds(10));
        central.await(
                Topic.SNAPSHOTS,
                HostSnapshot.class,
                s -> s.sequence() > alone.sequence() && signals(s).isEmpty());
    }

    /// More than the agent keeps: the rest waits in Kafka, and none is lost.
    @Test
    void everyCommandIsAnsweredHoweverManyWaitForAnExecutor() throws Exception {
        sshd.client("root", "sleep", "600");
        Connection connection = seen();
        for (int i = 0; i < 160; i++) {
            send("c-" + i, Action.PROBE, connection);
        }
        central.await(Topic.SNAPSHOTS, HostSnapshot.class, s -> said(s, "64 commands and more wait for the executor"));

        executor.start();

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answered().size() == 160);
        central.await(Topic.SNAPSHOTS, HostSnapshot.class, s -> signals(s).isEmpty());
    }

    private Set<String> answered() {
        return central.all(Topic.RECEIPTS, Receipt.class).stream()
                .map(receipt -> receipt.command().value())
                .collect(Collectors.toSet());
    }

    /// It has never looked before, and the client says nothing that keeps it alive.
    @Test
    void knowsHowLongNothingWasCarriedBeforeItsExecutorWasStarted() throws Exception {
        Files.writeString(folder.resolve("policy.yaml"), "minimumIdle: {drop: 8s}\n");
        sshd.client("root", "sleep", "600");
        Connection connection = seen();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Instant.now().isAfter(connection.since().plusSeconds(12)));
        executor.start();

        send("c-1", Action.DROP, connection);

        assertThat(receipt("c-1").outcome()).isEqualTo(new Outcome.Gone());
        sshd.client("root", "sleep", "600");
        HostSnapshot later = central.await(
                Topic.SNAPSHOTS,
                HostSnapshot.class,
                s -> mine(s).filter(c -> !c.cookie().equals(connection.cookie()))
                        .isPresent());
        send("c-2", Action.DROP, mine(later).orElseThrow());
        assertThat(receipt("c-2").outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).startsWith("it was used "));
    }

    @Test
    void saysHowTheOneThatIsMeantIsStartedAgain() throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), "allow: [probe]\n");
        Files.delete(folder.resolve("trusted-keys.pem"));
        executor.start();
        central.await(Topic.SNAPSHOTS, HostSnapshot.class, s -> said(s, "no trusted keys"));

        Files.delete(policy);

        HostSnapshot gone = central.await(Topic.SNAPSHOTS, HostSnapshot.class, s -> said(s, "was there and is gone"));
        assertThat(signals(gone))
                .extracting(Blindspot::why)
                .anySatisfy(why -> assertThat(why)
                        .startsWith("no trusted keys")
                        .endsWith("and stop hangup-executor.service (it is started when it is needed)"))
                .anySatisfy(why -> assertThat(why)
                        .contains("remove " + executor.config().stateDir().resolve("policy.met")
                                + " and stop hangup-executor.service")
                        .endsWith("and restart this agent to go by the built-in one"));
    }

    private boolean said(HostSnapshot snapshot, String words) {
        return signals(snapshot).stream().anyMatch(b -> b.why().contains(words));
    }

    /// A command that does not heed TERM is given five seconds: time to kill the executor half-way.
    @Test
    void saysUnknownOfWhatItsExecutorDiedOverAndSignalsNobodyAgain() throws Exception {
        executor.start();
        Process client = sshd.client("root", "trap '' TERM; while :; do sleep 1; done");
        send("c-1", Action.DROP, seen());
        Path ledger = executor.config().stateDir().resolve("commands.journal");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptions()
                .until(() -> Files.readString(ledger).contains("c-1"));

        executor.kill();
        executor.start();

        assertThat(receipt("c-1").outcome()).isInstanceOf(Outcome.Unknown.class);
        Awaitility.await()
                .during(Duration.ofSeconds(7))
                .atMost(Duration.ofSeconds(9))
                .until(client::isAlive);
        assertThat(central.all(Topic.RECEIPTS, Receipt.class))
                .allSatisfy(r -> assertThat(r.outcome()).isInstanceOf(Outcome.Unknown.class));
    }
}
