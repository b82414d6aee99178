package io.hangup.agent.banner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.agent.Samples;
import io.hangup.agent.census.HostView;
import io.hangup.agent.errand.Errands;
import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Banner.Answer;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.snapshot.Blindspot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A listener on loopback that says what it is told to, and time by hand.
class DoormanTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Errands errands = new Errands();
    private final Doorman doorman =
            new Doorman(Optional.of(MINUTE), errands, RandomGenerator.of("L64X128MixRandom"), PATIENCE);
    private Duration running = Duration.ZERO;
    private ServerSocket server;
    private Endpoint door;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(2_000);
        door = new Endpoint("127.0.0.1", server.getLocalPort());
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        errands.close();
    }

    private HostView look(int queue, Connection... connections) {
        Listener listener =
                new Listener(door, Samples.LISTENER, Implementation.OPENSSH, queue, 128, connections.length);
        return doorman.attend(new HostView(List.of(listener), List.of(connections), List.of()), now(), running);
    }

    private Instant now() {
        return Samples.NOON.plus(running);
    }

    private Endpoint answer(String words) throws IOException {
        try (Socket client = server.accept()) {
            client.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            return new Endpoint("127.0.0.1", client.getPort());
        }
    }

    private Banner heard(Answer answer) {
        return await().until(
                        () -> look(0).listeners().getFirst().banner(),
                        banner -> banner.filter(b -> b.answer() == answer).isPresent())
                .orElseThrow();
    }

    private static Connection from(Endpoint peer, Endpoint local, Phase phase) {
        return new Connection(
                new SocketCookie(peer.port()),
                local,
                peer,
                Implementation.OPENSSH,
                phase,
                Optional.empty(),
                Samples.NOON,
                Optional.of(Samples.MONITOR),
                Optional.empty(),
                OptionalLong.empty(),
                Samples.tcp(TcpTimer.NONE, 0, Samples.NOON),
                List.of(),
                List.of());
    }

    @Test
    void asksAtMostOnceAMinuteAndARepeatChangesNothing() throws Exception {
        look(0);
        answer("SSH-2.0-a\r\n");
        Banner first = heard(Answer.OPEN);
        running = MINUTE.minusMillis(1);
        assertThat(look(0).listeners().getFirst().banner()).contains(first);

        running = MINUTE.multipliedBy(2);
        look(0);
        answer("SSH-2.0-a\r\n");

        await().during(Duration.ofMillis(100))
                .until(() -> look(0).listeners().getFirst().banner().equals(Optional.of(first)));
    }

    @Test
    void saysSinceWhenTheAnswerIsAnother() throws Exception {
        look(0);
        answer("SSH-2.0-a\r\n");
        heard(Answer.OPEN);
        running = MINUTE.multipliedBy(2);
        look(0);
        answer("Exceeded MaxStartups\r\n");

        Banner now = heard(Answer.TOO_MANY_STARTUPS);

        assertThat(now.since()).isEqualTo(now());
    }

    @Test
    void doesNotFillTheQueueOfAListenerThatDoesNotAccept() {
        look(0);
        heardSilence(1);
        for (int minute = 1; minute < 10; minute++) {
            running = MINUTE.multipliedBy(2L * minute);
            look(1);
        }

        int waiting = waiting();

        assertThat(waiting).isEqualTo(1);
    }

    @Test
    void asksAgainOnceTheQueueIsShorter() throws IOException {
        look(0);
        heardSilence(3);
        server.accept().close();
        running = MINUTE.multipliedBy(2);

        look(2);

        assertThat(waiting()).isEqualTo(1);
    }

    private void heardSilence(int queue) {
        await().until(
                        () -> look(queue).listeners().getFirst().banner(),
                        banner ->
                                banner.filter(b -> b.answer() == Answer.SILENT).isPresent());
    }

    private int waiting() {
        int count = 0;
        try {
            server.setSoTimeout(300);
            while (true) {
                server.accept().close();
                count++;
            }
        } catch (IOException noMore) {
            return count;
        }
    }

    @Test
    void doesNotShowItsOwnQuestions() throws Exception {
        look(0);
        Endpoint own = answer("SSH-2.0-a\r\n");
        Endpoint other = new Endpoint("127.0.0.1", own.port() == 1 ? 2 : 1);

        HostView view = look(0, from(own, door, Phase.PRE_AUTH), from(other, door, Phase.PRE_AUTH));

        assertThat(view.connections()).extracting(Connection::peer).containsExactly(other);
        assertThat(view.listeners().getFirst().startups()).isEqualTo(1);
    }

    @Test
    void showsALoginFromAPortThatItOnceHad() throws Exception {
        look(0);
        Endpoint own = answer("SSH-2.0-a\r\n");

        HostView view = look(0, from(own, door, Phase.AUTHENTICATED));

        assertThat(view.connections()).hasSize(1);
    }

    @Test
    void saysThatItAsksNobody() {
        var off = new Doorman(Optional.empty(), errands, RandomGenerator.getDefault());

        HostView view = off.attend(Samples.view(), now(), running);

        assertThat(view.blindspots()).extracting(Blindspot::sense).containsExactly(Blindspot.Sense.LISTENERS);
        assertThat(view.listeners().getFirst().banner()).isEmpty();
    }
}
