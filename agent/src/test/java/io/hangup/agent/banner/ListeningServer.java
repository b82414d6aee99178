package io.hangup.agent.banner;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hangup.protocol.session.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A real SSH server of this machine's packages on a loopback port. It lets nobody in.
final class ListeningServer implements AutoCloseable {
    private final Path log;
    private final Endpoint door;
    private final Process process;

    private ListeningServer(Path log, Endpoint door, Process process) {
        this.log = log;
        this.door = door;
        this.process = process;
    }

    static ListeningServer openssh(Path folder, String... options) {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/sshd")), "needs openssh-server");
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root: sshd wants /run/sshd");
        try {
            Files.createDirectories(Path.of("/run/sshd"));
            String key = folder.resolve("host").toString();
            new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
                    .start()
                    .waitFor();
            Endpoint door = free();
            List<String> line = new ArrayList<>(List.of("/usr/sbin/sshd", "-D", "-e", "-f", "none"));
            List.of("HostKey=" + key, "ListenAddress=" + door, "PidFile=none", "UsePAM=no")
                    .forEach(option -> line.addAll(List.of("-o", option)));
            List.of(options).forEach(option -> line.addAll(List.of("-o", option)));
            return start(folder, door, line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static ListeningServer dropbear(Path folder) {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/dropbear")), "needs dropbear-bin");
        try {
            Endpoint door = free();
            String key = folder.resolve("host").toString();
            return start(
                    folder, door, List.of("/usr/sbin/dropbear", "-F", "-E", "-R", "-r", key, "-p", door.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ListeningServer start(Path folder, Endpoint door, List<String> line) throws IOException {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var server = new ListeningServer(log, door, process);
        await().ignoreExceptions().until(() -> {
            server.client().close();
            return true;
        });
        return server;
    }

    private static Endpoint free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return new Endpoint("127.0.0.1", socket.getLocalPort());
        }
    }

    Endpoint door() {
        return door;
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A client that connects and says nothing.
    Socket client() throws IOException {
        return new Socket(door.address(), door.port());
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly().onExit().join();
        below.forEach(ProcessHandle::destroyForcibly);
    }
}
