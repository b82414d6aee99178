package io.hangup.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Runs the usual commands once against canned answers, so that the classes they load can be recorded in an archive:
/// from it, the commands that people type start in half the time. Run by the launcher after a build.
final class Rehearsal {
    private static final List<String> COMMANDS = List.of("sessions", "stuck");

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        System.exit(run(nowhere));
    }

    /// @return the sum of the exit codes
    static int run(PrintStream out) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            var terminal = new Surroundings(true, true, true, true, 120, 40);
            var screen = new Screen(InputStream.nullInputStream(), out, out, terminal);
            var context = new Context(screen, Map.of("HANGUP_SERVER", "http://127.0.0.1:" + server.getLocalPort()));
            return COMMANDS.stream()
                    .mapToInt(command -> Main.run(context, InstantSource.system(), command))
                    .sum();
        }
    }

    /// One answer for each command, in the same order.
    private static void serve(ServerSocket server) {
        try {
            for (String command : COMMANDS) {
                answer(server, command);
            }
        } catch (IOException e) {
            // Then the command fails and says so.
            return;
        }
    }

    private static void answer(ServerSocket server, String command) throws IOException {
        try (Socket client = server.accept();
                InputStream canned = Rehearsal.class.getResourceAsStream("rehearsal-" + command + ".json")) {
            if (canned == null) {
                throw new IllegalStateException("rehearsal-" + command + ".json is not in the jar");
            }
            var request = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            String line = request.readLine();
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            byte[] body = canned.readAllBytes();
            client.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(body);
        }
    }
}
