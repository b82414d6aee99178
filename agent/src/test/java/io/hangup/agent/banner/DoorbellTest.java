package io.hangup.agent.banner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.protocol.session.Banner.Answer;
import io.hangup.protocol.session.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The answers, of real servers where they can be had: only the penalty is spoken by this test, with the words that
/// OpenSSH 10.0 was seen to say.
class DoorbellTest {
    private final Doorbell doorbell = new Doorbell(Duration.ofSeconds(1));
    private final List<Endpoint> own = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void hearsAServerThatIsWell() {
        try (var sshd = ListeningServer.openssh(folder)) {
            Reply reply = doorbell.ring(sshd.door(), own::add);

            assertThat(reply.answer()).isEqualTo(Answer.OPEN);
            assertThat(reply.said()).startsWith("SSH-2.0-OpenSSH_");
            assertThat(own).hasSize(1);
        }
    }

    @Test
    void saysInTheServersLogWhatItWas() {
        try (var sshd = ListeningServer.openssh(folder)) {
            doorbell.ring(sshd.door(), own::add);

            String line = "Received disconnect from 127.0.0.1 port "
                    + own.getFirst().port() + ":11: hangup: asked only whether logins are answered";
            await().until(() -> sshd.log().contains(line));
        }
    }

    @Test
    void hearsDropbear() {
        try (var dropbear = ListeningServer.dropbear(folder)) {
            Reply reply = doorbell.ring(dropbear.door(), own::add);

            assertThat(reply.answer()).isEqualTo(Answer.OPEN);
            assertThat(reply.said()).startsWith("SSH-2.0-dropbear");
        }
    }

    @Test
    void hearsThatUnauthenticatedConnectionsFillIt() throws IOException {
        try (var sshd = ListeningServer.openssh(folder, "MaxStartups=1");
                Socket silent = sshd.client()) {
            silent.getInputStream().read();

            Reply reply = doorbell.ring(sshd.door(), own::add);

            assertThat(reply).isEqualTo(new Reply(Answer.TOO_MANY_STARTUPS, "Exceeded MaxStartups"));
        }
    }

    @Test
    void hearsNothingFromAListenerThatIsStopped() throws Exception {
        try (var sshd = ListeningServer.openssh(folder)) {
            sshd.signal("STOP");

            Reply reply = doorbell.ring(sshd.door(), own::add);

            assertThat(reply).isEqualTo(Reply.silent(Answer.SILENT));
        }
    }

    @Test
    void getsNoConnectionToAQueueThatIsFull() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // The kernel keeps one more than the backlog.
            waiting.add(new Socket(full.getInetAddress(), full.getLocalPort()));
            waiting.add(new Socket(full.getInetAddress(), full.getLocalPort()));

            Reply reply = doorbell.ring(new Endpoint("127.0.0.1", full.getLocalPort()), own::add);

            assertThat(reply).isEqualTo(Reply.silent(Answer.NO_CONNECTION));
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void isRefusedWhereNobodyListens() throws IOException {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        Reply reply = doorbell.ring(new Endpoint("0.0.0.0", port), own::add);

        assertThat(reply).isEqualTo(Reply.silent(Answer.REFUSED));
    }

    @Test
    void hearsThatItIsPenalised() throws Exception {
        assertThat(says("Not allowed at this time\r\n"))
                .isEqualTo(new Reply(Answer.PENALTY, "Not allowed at this time"));
    }

    @Test
    void takesOtherWordsForNoAnswerThatItKnows() throws Exception {
        Reply reply = says("\u001b[2JHTTP/1.1 400 no\n");

        assertThat(reply).isEqualTo(new Reply(Answer.UNKNOWN, "?[2JHTTP/1.1 400 no"));
    }

    @Test
    void takesAnEndWithoutAWordForNoAnswerThatItKnows() throws Exception {
        assertThat(says("")).isEqualTo(Reply.silent(Answer.UNKNOWN));
    }

    @Test
    void readsNoMoreThanALineMayHold() throws Exception {
        Reply reply = says("SSH-2.0-" + "x".repeat(100_000));

        assertThat(reply.answer()).isEqualTo(Answer.OPEN);
        assertThat(reply.said()).hasSize(253);
    }

    private Reply says(String words) throws IOException, InterruptedException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread speaker = Thread.ofPlatform().start(() -> speak(server, words));
            Reply reply = doorbell.ring(new Endpoint("127.0.0.1", server.getLocalPort()), own::add);
            speaker.join();
            return reply;
        }
    }

    private static void speak(ServerSocket server, String words) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            // The asker heard enough.
        }
    }
}
