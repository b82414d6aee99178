package io.hangup.agent.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.Controlling;
import io.hangup.agent.Samples;
import io.hangup.agent.liveness.Answer;
import io.hangup.agent.loop.Executor;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.wire.Envelope;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both ends over a real socket; only the executor behind it is made up.
class HandoverTest {
    private static final Blindspot KEYLESS = new Blindspot(Blindspot.Sense.SIGNALS, "no keys");

    @TempDir
    Path folder;

    private final ScriptedExecutor executor = new ScriptedExecutor();
    private final List<Executor.Report> heard = new ArrayList<>();
    private Optional<RemoteExecutor> agent = Optional.empty();
    private volatile int retries = 15;
    private Optional<ServedExecutor> served = Optional.empty();

    @AfterEach
    void stop() throws Exception {
        agent.ifPresent(RemoteExecutor::close);
        leave();
    }

    private Path socket() {
        return folder.resolve("socket");
    }

    private RemoteExecutor connect() {
        var remote = RemoteExecutor.at(socket(), () -> retries, Optional::empty, () -> {});
        agent = Optional.of(remote);
        return remote;
    }

    private void serve(Optional<Duration> idle, UserPrincipal admitted) throws IOException {
        served = Optional.of(ServedExecutor.start(socket(), executor, List.of(KEYLESS), idle, admitted));
    }

    private void serve() throws IOException {
        serve(Optional.empty(), self());
    }

    private void leave() throws Exception {
        if (served.isPresent()) {
            served.get().close();
        }
        served = Optional.empty();
        Files.deleteIfExists(socket());
    }

    private static UserPrincipal self() throws IOException {
        return Files.getOwner(Path.of("/proc/self"));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    private List<Executor.Report> heard() {
        heard.addAll(agent.orElseThrow().advance());
        return heard;
    }

    private static Receipt receipt(String id) {
        return new Receipt(
                new CommandId(id),
                Samples.HOST,
                new Outcome.Gone(),
                List.of(),
                List.of(),
                Duration.ofSeconds(1),
                Samples.NOON);
    }

    @Test
    void handsACommandOverAsItCameAndHearsItsReceipt() throws Exception {
        Envelope command = Controlling.approved(Samples.command("c-1"));
        executor.onTake = _ -> executor.reports.add(new Executor.Report.Answered(receipt("c-1")));
        serve();

        connect().take(command);

        await(() -> heard().contains(new Executor.Report.Answered(receipt("c-1"))));
        assertThat(executor.taken).singleElement().satisfies(taken -> {
            assertThat(taken.value()).isEqualTo(command.value());
            assertThat(taken.all(Envelope.APPROVAL_HEADER)).hasSize(1);
        });
    }

    @Test
    void tellsWhatTheExecutorCanNotDo() throws Exception {
        serve();

        RemoteExecutor remote = connect();

        await(() -> remote.limits().equals(List.of(KEYLESS)));
    }

    @Test
    void passesOnWhatArrivedAndWhoShallBeAsked() throws Exception {
        executor.onAsk = cookie -> executor.reports.add(new Executor.Report.Heard(cookie, new Answer.Left("gone")));
        serve();
        RemoteExecutor remote = connect();
        await(() -> remote.limits().equals(List.of(KEYLESS)));

        remote.sent(new CommandId("c-9"));
        remote.ask(Samples.COOKIE);

        await(() -> heard().contains(new Executor.Report.Heard(Samples.COOKIE, new Answer.Left("gone"))));
        assertThat(executor.sent).containsExactly(new CommandId("c-9"));
    }

    @Test
    void saysBeforeItAsksHowManyWindowProbesTheHostAllows() throws Exception {
        List<Integer> known = new CopyOnWriteArrayList<>();
        executor.onAsk = _ -> known.add(executor.retries);
        serve();
        RemoteExecutor remote = connect();
        await(() -> remote.limits().equals(List.of(KEYLESS)));

        remote.ask(Samples.COOKIE);
        await(() -> known.size() == 1);
        retries = 5;
        remote.ask(Samples.COOKIE);
        await(() -> known.size() == 2);

        assertThat(known).containsExactly(15, 5);
    }

    @Test
    void keepsACommandForAnExecutorThatIsNotThereAndAnswersNothingItself() throws Exception {
        RemoteExecutor remote = connect();
        remote.take(Controlling.signed(Samples.command("c-1")));
        await(() -> remote.limits().toString().contains(socket().toString()));
        assertThat(heard()).isEmpty();
        assertThat(remote.limits())
                .singleElement()
                .satisfies(b -> assertThat(b.why()).startsWith("the executor does not answer"));

        serve();

        await(() -> executor.taken.size() == 1);
    }

    @Test
    void saysThatItIsFullBeforeAnythingIsLost() throws Exception {
        RemoteExecutor remote = connect();
        for (int i = 0; i < Line.WAITING - 1; i++) {
            remote.take(Controlling.signed(Samples.command("c-" + i)));
        }
        assertThat(remote.full()).isFalse();

        for (int i = Line.WAITING; i <= Line.MOST; i++) {
            remote.take(Controlling.signed(Samples.command("c-" + i)));
        }

        assertThat(remote.full()).isTrue();
        assertThat(heard()).isEmpty();
        serve();
        await(() -> executor.taken.size() == Line.MOST && !remote.full());
    }

    @Test
    void handsOverAgainWhatTheExecutorDiedOver() throws Exception {
        executor.onTake = _ -> {
            throw new IllegalStateException("it dies here, on purpose");
        };
        serve();
        connect().take(Controlling.signed(Samples.command("c-1")));
        await(() -> !served.orElseThrow().running());
        leave();
        executor.onTake = _ -> {};

        serve();

        await(() -> executor.taken.size() == 2);
        assertThat(executor.taken.get(1).value())
                .isEqualTo(executor.taken.get(0).value());
    }

    @Test
    void endsWhenItIsNotNeededAndIsNotMissed() throws Exception {
        serve(Optional.of(Duration.ofMillis(300)), self());
        RemoteExecutor remote = connect();
        await(() -> remote.limits().equals(List.of(KEYLESS)));

        await(() -> !served.orElseThrow().running());
        leave();

        assertThat(remote.limits()).containsExactly(KEYLESS);
        serve();
        remote.take(Controlling.signed(Samples.command("c-1")));
        await(() -> executor.taken.size() == 1);
    }

    /// After an upgrade: the next executor, of that version, can be started only when this one has ended.
    @Test
    void isNotKeptAwakeByWhoSpeaksAnotherVersion() throws Exception {
        serve(Optional.of(Duration.ofMillis(500)), self());

        await(() -> {
            boolean over = !served.orElseThrow().running();
            if (!over) {
                greetsInAnotherVersion();
            }
            return over;
        });
    }

    private void greetsInAnotherVersion() {
        try {
            var _ = closedAfter(new byte[] {0, 0, 0, 3, 1, 0, 9});
        } catch (IOException _) {
            // It ends just now, as it should.
        }
    }

    @Test
    void letsNobodyInWhoMayNot() throws Exception {
        UserPrincipal other =
                Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        serve(Optional.empty(), other);

        RemoteExecutor remote = connect();
        remote.take(Controlling.signed(Samples.command("c-1")));

        await(() -> remote.limits().toString().contains(socket().toString()));
        assertThat(executor.taken).isEmpty();
    }

    @Test
    void closesOnWhoSpeaksGarbledAndServesTheNext() throws Exception {
        serve();
        List<byte[]> garbled = List.of(
                new byte[] {0x7f, 0, 0, 0, 1},
                new byte[] {0, 0, 0, 0},
                new byte[] {0, 0, 0, 1, 99},
                new byte[] {0, 0, 0, 1, 4},
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        for (byte[] bytes : garbled) {
            assertThat(closedAfter(bytes)).isTrue();
        }

        connect().take(Controlling.signed(Samples.command("c-1")));
        await(() -> executor.taken.size() == 1);
    }

    private boolean closedAfter(byte[] bytes) throws IOException {
        try (var stranger = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            stranger.connect(UnixDomainSocketAddress.of(socket()));
            stranger.write(ByteBuffer.wrap(bytes));
            return stranger.read(ByteBuffer.allocate(64)) < 0;
        }
    }

    @Test
    void understandsNoOtherVersion() throws Exception {
        var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try (door) {
            door.bind(UnixDomainSocketAddress.of(socket()));
            RemoteExecutor remote = connect();
            try (SocketChannel peer = door.accept()) {
                peer.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 3, 1, 0, 9}));

                await(() -> remote.limits().toString().contains("it speaks version 9"));
            }
        }
    }
}
