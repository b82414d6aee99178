package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hangup.agent.census.SocketFact;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpState;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On this machine's own kernel and connections; the count of those that began is the kernel's or the test's.
class ConnectedSocketsTest {
    @TempDir
    Path proc;

    private final Arena arena = Arena.ofConfined();
    private final Kernel kernel = new Kernel(arena);
    private final SockDiag all = new SockDiag(kernel, arena, OptionalInt.empty());
    private final SingleSockets single = new SingleSockets(kernel, arena, OptionalInt.empty());
    private final Deque<Pair> open = new ArrayDeque<>();
    private ServerSocket door;
    private Set<Integer> ports;

    private record Pair(Socket client, Socket server) {
        void close() throws IOException {
            server.close();
            client.close();
        }
    }

    @BeforeEach
    void listen() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ports = Set.of(door.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        for (Pair pair : open) {
            pair.close();
        }
        door.close();
        all.close();
        single.close();
        arena.close();
    }

    @Test
    void asksForKnownSocketsAloneWhereNothingBegan() throws IOException {
        connect();
        count(5, 7);
        ConnectedSockets sockets = counting();
        read(sockets);
        read(sockets);
        assertThat(sockets.passes()).isEqualTo(2);

        List<SocketFact> before = read(sockets);
        open.getFirst().client().getOutputStream().write(new byte[100]);
        awaitTable(found -> found.stream().anyMatch(it -> it.receiveQueue() == 100));
        List<SocketFact> after = read(sockets);

        assertThat(sockets.passes()).isEqualTo(2);
        assertThat(before)
                .singleElement()
                .satisfies(it -> assertThat(it.receiveQueue()).isZero());
        assertThat(after)
                .singleElement()
                .satisfies(it -> assertThat(it.receiveQueue()).isEqualTo(100));
    }

    @Test
    void whereThereIsNoConnectionNothingIsAskedUntilOneBegins() throws IOException {
        count(5, 7);
        ConnectedSockets sockets = counting();
        read(sockets);
        read(sockets);
        assertThat(read(sockets)).isEmpty();
        assertThat(sockets.passes()).isEqualTo(2);

        connect();
        count(6, 8);

        assertThat(read(sockets)).hasSize(1);
    }

    @Test
    void whatThePassMissedIsFoundByTheNext() throws IOException {
        count(5, 7);
        ConnectedSockets sockets = counting();
        read(sockets);
        read(sockets);
        // The kernel counts it, the pass comes, and only then is it in the table.
        count(5, 8);
        assertThat(read(sockets)).isEmpty();
        connect();

        assertThat(read(sockets)).hasSize(1);
        assertThat(sockets.passes()).isEqualTo(4);
        read(sockets);
        assertThat(sockets.passes()).isEqualTo(4);
    }

    @Test
    void aSecondReadOfOneLookDoesNotMakeTheCountStandStill() throws IOException {
        count(5, 7);
        ConnectedSockets sockets = counting();
        read(sockets);
        sockets.read(Set.of(), new ArrayList<>());
        connect();

        assertThat(read(sockets)).hasSize(1);
    }

    @Test
    void aPassOnAllPortsCoversEach() throws IOException {
        connect();
        count(5, 7);
        ConnectedSockets sockets = counting();
        read(sockets);
        read(sockets);
        List<SocketFact> everything = new ArrayList<>();
        sockets.read(Set.of(), everything);

        assertThat(read(sockets)).hasSize(1);
        assertThat(sockets.passes()).isEqualTo(3);
        assertThat(everything).hasSizeGreaterThan(1);
    }

    @Test
    void onAPortNotAskedForBeforeItTakesAPass() throws IOException {
        count(5, 7);
        ConnectedSockets sockets = counting();
        read(sockets);
        read(sockets);
        try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Socket _ = new Socket(other.getInetAddress(), other.getLocalPort());
                Socket _ = other.accept()) {
            List<SocketFact> found = new ArrayList<>();

            sockets.read(Set.of(door.getLocalPort(), other.getLocalPort()), found);

            assertThat(found).hasSize(1);
        }
    }

    @Test
    void anEndIsSeenWithoutANewCount() throws IOException {
        connect();
        connect();
        count(5, 7);
        ConnectedSockets sockets = counting();
        read(sockets);
        read(sockets);
        open.getFirst().client().close();
        awaitTable(found -> found.stream().anyMatch(it -> it.state() == TcpState.CLOSE_WAIT));
        List<SocketFact> half = read(sockets);
        assertThat(half).extracting(it -> it.state().name()).containsExactlyInAnyOrder("ESTABLISHED", "CLOSE_WAIT");
        open.removeFirst().close();
        awaitTable(found -> found.size() == 1);

        assertThat(read(sockets)).hasSize(1);
    }

    @Test
    void afterOneOfABatchIsGoneTheNextBatchHasItsOwnAnswers() throws IOException {
        connect();
        connect();
        connect();
        count(5, 7);
        ConnectedSockets sockets = counting();
        read(sockets);
        List<SocketFact> before = read(sockets);
        open.removeFirst().close();
        awaitTable(found -> found.size() == 2);
        read(sockets);
        long passes = sockets.passes();
        open.getLast().client().getOutputStream().write(new byte[7]);
        awaitTable(found -> found.stream().anyMatch(it -> it.receiveQueue() == 7));

        List<SocketFact> after = read(sockets);

        assertThat(sockets.passes()).isEqualTo(passes);
        assertThat(before).hasSize(3);
        assertThat(after).extracting(SocketFact::receiveQueue).containsExactlyInAnyOrder(0L, 7L);
    }

    @Test
    void asksForSocketsOfIpv6Too() throws IOException {
        door.close();
        door = new ServerSocket(0, 50, InetAddress.ofLiteral("::1"));
        ports = Set.of(door.getLocalPort());
        connect();
        count(5, 7);
        ConnectedSockets sockets = counting();
        read(sockets);
        read(sockets);

        assertThat(read(sockets))
                .singleElement()
                .satisfies(it -> assertThat(it.local().address()).isEqualTo("::1"));
        assertThat(sockets.passes()).isEqualTo(2);
    }

    @Test
    void manyAreReadInOnePass() throws IOException {
        for (int i = 0; i <= ConnectedSockets.FEW; i++) {
            connect();
        }
        count(5, 7);
        ConnectedSockets sockets = counting();
        read(sockets);
        read(sockets);

        assertThat(read(sockets)).hasSize(ConnectedSockets.FEW + 1);
        assertThat(sockets.passes()).isEqualTo(3);
    }

    @Test
    void withoutACountEachReadIsAPass() throws IOException {
        ConnectedSockets sockets = counting();
        for (String text :
                List.of("", "Tcp: RtoAlgorithm\n", "Tcp: 1 200 120000 -1\n", "Tcp: 1 2 3 -1 x y\n", "T\n\n")) {
            Files.createDirectories(proc.resolve("net"));
            Files.writeString(proc.resolve("net/snmp"), text);
            long before = sockets.passes();
            read(sockets);
            read(sockets);
            read(sockets);

            assertThat(sockets.passes() - before).isEqualTo(3);
        }
    }

    @Test
    void theKernelCountsBothEndsOfAConnection() throws IOException {
        try (ProcFiles files = new ProcFiles(kernel, arena, Path.of("/proc"))) {
            Births births = new Births(files);
            long before = births.count().orElseThrow();
            connect();

            assertThat(births.count().orElseThrow()).isGreaterThanOrEqualTo(before + 2);
        }
    }

    @Test
    void theCountIsOfTheNetworkThatIsLookedAt() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root: a network of its own");
        int self = (int) ProcessHandle.current().pid();
        Process elsewhere = new ProcessBuilder("unshare", "--net", "sleep", "60").start();
        try (ProcFiles files = new ProcFiles(kernel, arena, Path.of("/proc"))) {
            Path here = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !Files.readSymbolicLink(Path.of("/proc/" + elsewhere.pid() + "/ns/net"))
                            .equals(here));

            assertThat(Births.of(readerOf(files, (int) elsewhere.pid()), files, self))
                    .isEmpty();
            assertThat(Births.of(readerOf(files, self), files, self)).isPresent();
        } finally {
            elsewhere.destroyForcibly();
        }
    }

    private ProcessReader readerOf(ProcFiles files, int network) {
        return new ProcessReader(
                files,
                new DescriptorKind(kernel, files, arena),
                new Cgroups(files),
                ProbeSettings.defaults("test"),
                (int) ProcessHandle.current().pid(),
                network,
                true);
    }

    @Test
    void underTheKernelsOwnCountNoneIsEverMissed() throws IOException {
        Random random = new Random(20_261_130);
        try (ProcFiles files = new ProcFiles(kernel, arena, Path.of("/proc"))) {
            ConnectedSockets sockets = new ConnectedSockets(all, single, Optional.of(new Births(files)));
            for (int i = 0; i < 2_000; i++) {
                switch (random.nextInt(8)) {
                    case 0 -> connect();
                    case 1 -> {
                        if (!open.isEmpty()) {
                            open.removeFirst().close();
                        }
                    }
                    default -> {
                        // Nothing happens, as mostly.
                    }
                }
                List<SocketFact> seen = read(sockets);
                List<SocketFact> truth = new ArrayList<>();
                all.connected(ports, truth);

                // Which of those that end have ended may differ between the two looks.
                assertThat(served(seen)).isEqualTo(served(truth)).hasSize(open.size());
            }
            assertThat(sockets.passes()).isLessThan(1_900);
        }
    }

    private static Set<SocketCookie> served(List<SocketFact> sockets) {
        return sockets.stream()
                .filter(SocketFact::served)
                .map(SocketFact::cookie)
                .collect(Collectors.toSet());
    }

    // What was sent arrives at the other end a moment later, on a busy machine.
    private void awaitTable(Predicate<List<SocketFact>> wanted) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(1))
                .pollInSameThread()
                .until(() -> {
                    List<SocketFact> found = new ArrayList<>();
                    return all.connected(ports, found) && wanted.test(found);
                });
    }

    private ConnectedSockets counting() {
        return new ConnectedSockets(all, single, Optional.of(new Births(new ProcFiles(kernel, arena, proc))));
    }

    private List<SocketFact> read(ConnectedSockets sockets) {
        List<SocketFact> found = new ArrayList<>();
        assertThat(sockets.read(ports, found)).isTrue();
        return found;
    }

    private void count(long active, long passive) throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net/snmp"), """
                Ip: Forwarding DefaultTTL
                Ip: 1 64
                Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens AttemptFails
                Tcp: 1 200 120000 -1 %d %d 3
                Udp: InDatagrams
                Udp: 7
                """.formatted(active, passive));
    }

    private void connect() throws IOException {
        Socket client = new Socket(door.getInetAddress(), door.getLocalPort());
        open.add(new Pair(client, door.accept()));
    }
}
