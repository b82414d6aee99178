package io.hangup.agent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/// A real sshd of this machine's own package, on a loopback port, that lets `root` and `nobody` in with one key.
/// Clients and server end with it. `SHLVL` keeps bash from reading the machine's own `.bashrc`, which may do
/// anything.
final class OwnSshd implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final int port;
    private final Process server;
    private final List<Process> clients = new ArrayList<>();

    private OwnSshd(Path folder, int port, Process server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    static OwnSshd start(Path folder) throws Exception {
        return start(folder, SSHD);
    }

    /// One whose logins go through PAM, as installed: only so each has an audit session of its own.
    static OwnSshd startWithPam(Path folder) throws Exception {
        return start(folder, SSHD, "yes");
    }

    /// @param program a copy of this machine's sshd, under whatever name
    static OwnSshd start(Path folder, Path program) throws Exception {
        return start(folder, program, "no");
    }

    private static OwnSshd start(Path folder, Path program, String pam) throws Exception {
        assumeTrue(Files.isExecutable(SSHD), "needs openssh-server");
        assumeTrue(ProcessHandle.current().info().user().filter("root"::equals).isPresent(), "needs root");
        Files.createDirectories(Path.of("/run/sshd"));
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve("host").toString());
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve("user").toString());
        // sshd reads the keys as the user who logs in.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        int port = freePort();
        Path config = Files.writeString(folder.resolve("sshd_config"), """
                ListenAddress 127.0.0.1:%d
                HostKey %s
                AuthorizedKeysFile %s
                StrictModes no
                UsePAM %s
                PidFile none
                PermitRootLogin yes
                SetEnv SHLVL=2
                """.formatted(
                        port, folder.resolve("host"), folder.resolve("user.pub"), pam));
        Process server = new ProcessBuilder(program.toString(), "-D", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });
        return new OwnSshd(folder, port, server);
    }

    int port() {
        return port;
    }

    ProcessHandle server() {
        return server.toHandle();
    }

    /// Logs in with the real client, which stays.
    Process client(String user, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "ssh",
                "-i",
                folder.resolve("user").toString(),
                "-p",
                Integer.toString(port),
                "-oStrictHostKeyChecking=no",
                "-oUserKnownHostsFile=/dev/null",
                "-oLogLevel=ERROR",
                user + "@127.0.0.1"));
        line.addAll(List.of(arguments));
        Process client = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolve("client-" + clients.size() + ".log").toFile())
                .start();
        clients.add(client);
        return client;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void run(String... line) throws Exception {
        Process process = new ProcessBuilder(line).start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", line) + " failed");
        }
    }

    @Override
    public void close() {
        clients.forEach(client -> client.destroyForcibly().onExit().join());
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly().onExit().join();
    }
}
