package io.hangup.agent.banner;

import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Banner.Answer;
import io.hangup.protocol.session.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Asks one listener what it says to a new client: a real TCP connection, its first line, a polite end.
///
/// It blocks, at most for twice the time it is given.
public final class Doorbell {
    private static final int LONGEST_LINE = Banner.LONGEST + 2;

    /// A server's `KEXINIT` is about 1 kB; more is not waited for.
    private static final int MOST_DRAINED = 65_536;

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(1);

    private final Duration patience;

    /// @param patience for the connection, and again for the first line
    public Doorbell(Duration patience) {
        this.patience = patience;
    }

    /// @param own told from where each question comes, before it is asked
    public Reply ring(Endpoint door, Consumer<Endpoint> own) {
        Reply reply = Reply.silent(Answer.UNKNOWN);
        for (String address : ways(door.address())) {
            try (var socket = new Socket()) {
                InetAddress there = InetAddress.ofLiteral(address);
                socket.bind(new InetSocketAddress(there, 0));
                own.accept(new Endpoint(address, socket.getLocalPort()));
                return ask(socket, new InetSocketAddress(there, door.port()));
            } catch (BindException e) {
                // No such address here: IPv6 is off on the loopback. A dual-stack listener hears IPv4 too.
            } catch (IOException | IllegalArgumentException e) {
                return reply;
            }
        }
        return reply;
    }

    /// Where to reach a listener from its own host.
    private static List<String> ways(String address) {
        return switch (address) {
            case "0.0.0.0" -> List.of("127.0.0.1");
            case "::" -> List.of("::1", "127.0.0.1");
            default -> List.of(address);
        };
    }

    private Reply ask(Socket socket, InetSocketAddress there) throws IOException {
        try {
            socket.connect(there, (int) patience.toMillis());
        } catch (SocketTimeoutException e) {
            return Reply.silent(Answer.NO_CONNECTION);
        } catch (ConnectException e) {
            boolean refused = String.valueOf(e.getMessage()).contains("refused");
            return Reply.silent(refused ? Answer.REFUSED : Answer.UNKNOWN);
        }
        Reply reply = firstLine(socket);
        if (reply.answer() == Answer.OPEN) {
            takeLeave(socket);
        }
        return reply;
    }

    private Reply firstLine(Socket socket) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        try {
            int next = read(socket, in, until);
            while (next >= 0 && next != '\n' && line.length() < LONGEST_LINE) {
                line.append((char) next);
                next = read(socket, in, until);
            }
        } catch (SocketTimeoutException e) {
            if (line.isEmpty()) {
                return Reply.silent(Answer.SILENT);
            }
        }
        return Reply.of(line.toString());
    }

    private static int read(Socket socket, InputStream in, long until) throws IOException {
        long millis = (until - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout((int) millis);
        return in.read();
    }

    /// Names itself and disconnects by the protocol. Of all ways to leave this writes the only lines that say what it
    /// was: `Received disconnect from 127.0.0.1 port N:11: hangup: …`, where closing alone writes
    /// `kex_exchange_identification: Connection closed by remote host`. Measured on 9.2 and 10.0; on 10.0 every way
    /// costs one second of the penalty `noauth`, of which 15 within 15 s would close the door.
    private static void takeLeave(Socket socket) {
        try {
            socket.getOutputStream().write(Farewell.BYTES);
            socket.shutdownOutput();
            long until = System.nanoTime() + LONGEST_FAREWELL.toNanos();
            InputStream in = socket.getInputStream();
            int drained = 0;
            while (drained < MOST_DRAINED && read(socket, in, until) >= 0) {
                drained += 1 + (int) in.skip(in.available());
            }
        } catch (IOException gone) {
            // It said what it had to say; how it hangs up is its own affair.
        }
    }

    /// `SSH-2.0-hangup` and an unencrypted `SSH_MSG_DISCONNECT`, RFC 4253 sections 4.2, 6 and 11.1.
    private static final class Farewell {
        private static final String TEXT = "hangup: asked only whether logins are answered";
        private static final byte MSG_DISCONNECT = 1;
        private static final byte BY_APPLICATION = 11;
        private static final byte[] BYTES = bytes();

        private static byte[] bytes() {
            byte[] text = TEXT.getBytes(StandardCharsets.US_ASCII);
            byte[] hello = "SSH-2.0-hangup\r\n".getBytes(StandardCharsets.US_ASCII);
            int payload = 1 + 4 + 4 + text.length + 4;
            int padding = 8 - (5 + payload) % 8 + (8 - (5 + payload) % 8 < 4 ? 8 : 0);
            var all = ByteBuffer.allocate(hello.length + 5 + payload + padding);
            all.put(hello).putInt(1 + payload + padding).put((byte) padding);
            all.put(MSG_DISCONNECT).putInt(BY_APPLICATION).putInt(text.length).put(text);
            return all.array();
        }
    }
}
