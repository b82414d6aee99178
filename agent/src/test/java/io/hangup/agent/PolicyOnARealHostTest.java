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
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The agent as a process of its own, a real sshd, a real Kafka, and a controller that means it.
@ExtendWith(KafkaExtension.class)
class PolicyOnARealHostTest {
    private final SigningKey key = SigningKey.generate();

    @TempDir
    Path folder;

    private OwnSshd sshd;
    private Central central;
    private AgentProcess agent;
    private int commands;

    @BeforeEach
    void start(Kafka kafka) throws Exception {
        sshd = OwnSshd.start(folder);
        String prefix = kafka.fresh("policy");
        central = new Central(kafka.bootstrap(), prefix);
        agent = new AgentProcess(kafka.bootstrap(), prefix, folder, key);
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
        central.close();
        sshd.close();
    }

    private void policy(String text) throws IOException {
        Path next = Files.writeString(folder.resolve("policy.next"), text);
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(
                next,
                folder.resolve("policy.yaml"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// A login of `nobody` that the agent has seen and that is none of `known`.
    private Connection login(Set<Connection> known) throws IOException {
        sshd.client("nobody", "-N");
        Predicate<Connection> fresh = c -> c.local().port() == sshd.port()
                && c.phase() == Phase.AUTHENTICATED
                && known.stream().noneMatch(k -> k.cookie().equals(c.cookie()));
        return central
                .await(
                        Topic.SNAPSHOTS,
                        HostSnapshot.class,
                        s -> s.connections().stream().anyMatch(fresh))
                .connections()
                .stream()
                .filter(fresh)
                .findFirst()
                .orElseThrow();
    }

    private Outcome drop(Connection connection) {
        String id = "c-" + ++commands;
        HostProcess server = connection.server().orElseThrow();
        Instant now = Instant.now();
        central.order(
                new Command(
                        new CommandId(id),
                        RunningAgent.HOST,
                        central.all(Topic.SNAPSHOTS, HostSnapshot.class)
                                .getLast()
                                .boot(),
                        1,
                        Action.DROP,
                        new CommandTarget.OneConnection(
                                connection.cookie(),
                                connection.local(),
                                connection.peer(),
                                server.stamp(),
                                server.uid()),
                        new Guard(now.plusSeconds(60)),
                        "mine now",
                        now,
                        now.plusSeconds(60)),
                key);
        return central.await(
                        Topic.RECEIPTS, Receipt.class, r -> r.command().value().equals(id))
                .outcome();
    }

    private static String refusal(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused(String because) -> because;
            default -> throw new AssertionError("not refused: " + outcome);
        };
    }

    @Test
    void aBudgetThatIsSpentStaysSpentWhenTheAgentIsKilledAndStartedAgain() throws Exception {
        policy("budget: {drop: 1/1h}\n");
        agent.start();
        Connection first = login(Set.of());
        Connection second = login(Set.of(first));

        assertThat(drop(first)).isEqualTo(new Outcome.Gone());
        assertThat(refusal(drop(second))).contains("the budget 1/1h is spent; free again in ", "budget.drop");
        for (int i = 0; i < 2; i++) {
            agent.kill();
            agent.start();
            assertThat(refusal(drop(second))).contains("the budget 1/1h is spent; free again in 59m");
        }
        assertThat(ProcessHandle.of(second.server().orElseThrow().pid())).isPresent();
    }

    @Test
    void doesAsItsPolicySaysAtThatMoment() throws Exception {
        policy("protect: {users: [nobody]}\npaused: " + folder.resolve("paused") + "\n");
        agent.start();
        Connection spared = login(Set.of());

        assertThat(refusal(drop(spared))).startsWith("user nobody is protected (protect.users in ");
        policy("protect: {groups: [nogroup]}\n");
        assertThat(refusal(drop(spared))).startsWith("members of group nogroup are protected");
        policy("protect: {addresses: [127.0.0.0/8]}\n");
        assertThat(refusal(drop(spared))).startsWith("peers in 127.0.0.0/8 are protected");
        policy("protect: {commands: [sshd]}\n");
        assertThat(refusal(drop(spared))).startsWith("sshd runs in it (protect.commands");
        policy("minimumIdle: {drop: 1h}\n");
        assertThat(refusal(drop(spared))).startsWith("it was used ");
        policy("allow: [probe]\n");
        assertThat(refusal(drop(spared))).startsWith("drop is not allowed on this host (allow in ");
        policy("allow: [prob]\n");
        assertThat(refusal(drop(spared))).contains("policy.yaml:1:9: ", "write one of");
        central.await(
                Topic.SNAPSHOTS,
                HostSnapshot.class,
                s -> s.blindspots().stream()
                        .anyMatch(b ->
                                b.sense() == Blindspot.Sense.SIGNALS && b.why().contains("policy.yaml:1:9: ")));
        policy("paused: " + folder.resolve("paused") + "\n");
        Files.createFile(folder.resolve("paused"));
        assertThat(refusal(drop(spared))).startsWith("this host is paused");
        Files.delete(folder.resolve("paused"));
        Files.setPosixFilePermissions(folder.resolve("policy.yaml"), PosixFilePermissions.fromString("rw-r--rw-"));
        assertThat(refusal(drop(spared))).contains("can be written by others; run: chmod go-w");
        policy(
                "protect: {users: [root], groups: [sudo], addresses: [10.0.0.0/8], commands: [rsync], units: [a.service]}\n");
        assertThat(drop(spared)).isEqualTo(new Outcome.Gone());
    }

    @Test
    void keepsTheLastAdministrator() throws Exception {
        policy("protect: {lastAdministrator: true, administrators: [nogroup]}\n");
        agent.start();
        Connection spared = login(Set.of());

        assertThat(refusal(drop(spared))).contains("it may be the last administrator's session");
    }

    /// That is how long a command takes with a policy that asks for everything there is.
    @Test
    void refusesWithinASecond() throws Exception {
        policy("protect: {lastAdministrator: true, users: [nobody], units: [a.service], commands: [rsync]}\n");
        agent.start();
        Connection spared = login(Set.of());
        Instant before = Instant.now();

        drop(spared);

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
    }
}
