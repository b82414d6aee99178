package io.hangup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.census.HostView;
import io.hangup.agent.enforce.Decision;
import io.hangup.agent.enforce.Enforcement;
import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Hand.Gripped;
import io.hangup.agent.enforce.Standing;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Moment;
import io.hangup.agent.policy.Scene;
import io.hangup.agent.policy.Spending;
import io.hangup.agent.probe.LinuxProbe;
import io.hangup.agent.probe.ProbeSettings;
import io.hangup.agent.signal.PidfdHand;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every process around a real sshd is asked for, with everything a command can know of it, true to the tick: only the
/// one that serves a connection may be ended. No signal is sent.
class NeverOnRealTreesTest {
    private final PidfdHand hand = new PidfdHand();
    private final LinuxProbe probe = LinuxProbe.open(ProbeSettings.defaults("test"));

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        probe.close();
    }

    private Decision decide(HostProcess process, Connection connection, HostView view) {
        Instant now = Instant.now();
        var target = new CommandTarget.OneConnection(
                connection.cookie(), connection.local(), connection.peer(), process.stamp(), process.uid());
        var command = new Command(
                new CommandId("c-1"),
                Samples.HOST,
                probe.bootId(),
                1,
                Action.DROP,
                target,
                new Guard(now.plusSeconds(60)),
                "a test",
                now,
                now.plusSeconds(60));
        var standing = new Standing(
                Samples.HOST,
                probe.bootId(),
                probe.facts().bootedAt(),
                Optional.empty(),
                0,
                hand.lineage(),
                Samples.LAW,
                Spending.NOTHING,
                new Moment(now, LocalDateTime.ofInstant(now, ZoneOffset.UTC), Optional.empty()));
        var scene = new Scene(connection, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of());
        return switch (hand.grip(process.pid())) {
            case Gripped.Missed(String why, var _) -> new Decision.Refuse(why);
            case Gripped.Held(Grip grip) -> {
                try (grip) {
                    yield Enforcement.decide(
                            command, target, Consent.APPROVED, standing, grip.held(), view, Optional.of(scene));
                }
            }
        };
    }

    /// As the hand sees it.
    private HostProcess read(int pid) {
        return switch (hand.grip(pid)) {
            case Gripped.Missed(String why, var _) -> throw new AssertionError(why);
            case Gripped.Held(Grip grip) -> {
                try (grip) {
                    yield grip.process();
                }
            }
        };
    }

    private HostView seen(int port, int connections) {
        return Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> probe.look(Instant.now()),
                        view -> mine(view, port)
                                        .filter(c -> c.phase() == Phase.AUTHENTICATED)
                                        .count()
                                == connections);
    }

    private static Stream<Connection> mine(HostView view, int port) {
        return view.connections().stream().filter(c -> c.local().port() == port);
    }

    private Stream<Integer> around(ProcessHandle server) {
        Stream<ProcessHandle> tree = Stream.concat(Stream.of(server), server.descendants());
        return Stream.of(
                        tree.map(p -> Math.toIntExact(p.pid())), hand.lineage().stream(), Stream.of(1), kernelThreads())
                .flatMap(pids -> pids)
                .distinct();
    }

    private static Stream<Integer> kernelThreads() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .filter(pid -> stat(pid).matches("(?s).*\\) \\S+ [02] .*") && !pid.equals("1"))
                    .map(Integer::parseInt)
                    .limit(20)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String stat(String pid) {
        try {
            return Files.readString(Path.of("/proc", pid, "stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    @Test
    void onlyWhatServesAConnectionMayBeEnded() throws Exception {
        try (OwnSshd sshd = OwnSshd.start(folder)) {
            sshd.client("nobody", "-N");
            sshd.client("root", "-tt", "exec cat");
            HostView view = seen(sshd.port(), 2);
            List<Integer> around = around(sshd.server()).toList();

            Map<Integer, String> permitted =
                    permitted(around, mine(view, sshd.port()).toList(), view);

            assertThat(around).hasSizeGreaterThan(6);
            assertThat(permitted.keySet())
                    .containsExactlyElementsOf(mine(view, sshd.port())
                            .map(c -> c.server().orElseThrow().pid())
                            .sorted()
                            .toList());
        }
    }

    private Map<Integer, String> permitted(List<Integer> pids, List<Connection> connections, HostView view) {
        Map<Integer, String> permitted = new TreeMap<>();
        for (int pid : pids) {
            HostProcess process = read(pid);
            for (Connection connection : connections) {
                if (decide(process, connection, view) instanceof Decision.Permit) {
                    permitted.put(pid, process.command());
                }
            }
        }
        return permitted;
    }

    @Test
    void aListenerByAnotherNameIsOneTooEvenIfItIsTakenForAConnectionsServer() throws Exception {
        Path renamed = Files.copy(Path.of("/usr/sbin/sshd"), folder.resolve("doorkeeper"));
        try (OwnSshd sshd = OwnSshd.start(folder, renamed)) {
            HostView view = probe.look(Instant.now());
            HostProcess listener = read(Math.toIntExact(sshd.server().pid()));

            Decision decision = decide(listener, taken(listener, sshd.port()), view);

            assertThat(view.listeners()).noneMatch(l -> l.process().pid() == listener.pid());
            assertThat(decision)
                    .isEqualTo(new Decision.Refuse(
                            "process " + listener.pid() + " is the SSH server's listener and is never ended"));
        }
    }

    /// A connection that a deceived look would say this process serves.
    private static Connection taken(HostProcess server, int port) {
        Connection c = Samples.connection();
        return new Connection(
                c.cookie(),
                new Endpoint("127.0.0.1", port),
                c.peer(),
                c.implementation(),
                c.phase(),
                c.user(),
                c.since(),
                Optional.of(server),
                Optional.empty(),
                c.auditSession(),
                c.tcp(),
                c.sessions(),
                List.of());
    }

    @Test
    void noKernelThreadIsEverEnded() {
        for (int pid : kernelThreads().toList()) {
            HostProcess thread = read(pid);

            Decision decision = decide(thread, Samples.connection(), Samples.view(Samples.connection()));

            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.Refuse.class, r -> assertThat(r.because()).contains("kernel"));
        }
    }
}
