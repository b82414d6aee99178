package io.hangup.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hangup.agent.Samples;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Hand.Severed;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.SocketCookie;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On real connections of this machine. Whatever is asked for, the listener on the same port goes on accepting: without
/// a cookie the kernel would have destroyed that.
class SocketEndTest {
    private final Hand hand = new PidfdHand();
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        assumeTrue(ProcessHandle.current().info().user().filter("root"::equals).isPresent(), "needs root");
        listener = new ServerSocket();
        listener.bind(new InetSocketAddress(0));
    }

    @AfterEach
    void stillAccepts() throws IOException {
        if (listener != null) {
            try (ServerSocket closing = listener;
                    var pair = new Pair("127.0.0.1")) {
                assertThat(closing.isBound()).isTrue();
                pair.carry();
            }
        }
    }

    /// Both ends of one connection.
    private final class Pair implements AutoCloseable {
        private final Socket client;
        private final Socket server;

        Pair(String address) throws IOException {
            client = new Socket(InetAddress.ofLiteral(address), listener.getLocalPort());
            listener.setSoTimeout(5_000);
            server = listener.accept();
            server.setSoTimeout(5_000);
        }

        void carry() throws IOException {
            client.getOutputStream().write('x');
            assertThat(server.getInputStream().read()).isEqualTo('x');
        }

        /// As `ss` tells it: a kernel without cookies tells none.
        SocketCookie cookie() throws IOException {
            Process ss = new ProcessBuilder(
                            "ss",
                            "-tnHe",
                            "sport = :" + listener.getLocalPort() + " and dport = :" + client.getLocalPort())
                    .start();
            String said = new String(ss.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher cookie = Pattern.compile("\\bsk:([0-9a-f]+)").matcher(said);
            assertThat(cookie.find()).as(said).isTrue();
            return SocketCookie.parse(cookie.group(1));
        }

        Connection named(SocketCookie cookie) {
            String address = client.getInetAddress().getHostAddress();
            return new Connection(
                    cookie,
                    new Endpoint(address, listener.getLocalPort()),
                    new Endpoint(address, client.getLocalPort()),
                    Samples.connection().implementation(),
                    Samples.connection().phase(),
                    Optional.empty(),
                    Samples.ELEVEN,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    Samples.connection().tcp(),
                    List.of(),
                    List.of());
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    /// An IPv4 connection of a socket that listens for both is mapped into IPv6.
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void destroysTheSocketThatIsNamed(String address) throws IOException {
        try (var bystander = new Pair(address);
                var pair = new Pair(address)) {
            Severed severed = hand.sever(pair.named(pair.cookie()));

            assertThat(severed).isEqualTo(new Severed.Done());
            assertThatThrownBy(() -> pair.server.getInputStream().read()).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> pair.client.getInputStream().read()).hasMessageContaining("reset");
            bystander.carry();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1L << 32, Long.MIN_VALUE})
    void touchesNothingByAnotherCookie(long difference) throws IOException {
        try (var pair = new Pair("127.0.0.1")) {
            var other = new SocketCookie(pair.cookie().value() ^ difference);

            Severed severed = hand.sever(pair.named(other));

            assertThat(severed).isEqualTo(new Severed.Absent());
            pair.carry();
        }
    }

    /// Where the connection is gone, its addresses lead to the listener.
    @Test
    void touchesNothingWhereTheConnectionIsGone() throws IOException {
        var pair = new Pair("127.0.0.1");
        Connection named = pair.named(pair.cookie());
        pair.server.setSoLinger(true, 0);
        pair.server.close();
        pair.close();
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> hand.sever(named).equals(new Severed.Absent()));

        Severed again = hand.sever(named);

        assertThat(again).isEqualTo(new Severed.Absent());
    }

    /// Zero is no cookie, and all ones means any socket.
    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void asksForNothingWithoutACookie(long none) throws IOException {
        try (var pair = new Pair("127.0.0.1")) {
            Severed severed = hand.sever(pair.named(new SocketCookie(none)));

            assertThat(severed).isInstanceOf(Severed.Failed.class);
            assertThatCode(pair::carry).doesNotThrowAnyException();
        }
    }
}
