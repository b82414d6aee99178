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

/// A real dropbear of this machine's own package, on a loopback port, that lets `root` in with one key. Root's home is
/// a folder of the test's, seen by this server alone: dropbear 2022.83 looks for keys nowhere else.
final class OwnDropbear implements AutoCloseable {
    private static final Path DROPBEAR = Path.of("/usr/sbin/dropbear");

    private final Path folder;
    private final int port;
    private final Process server;
    private final List<Process> clients = new ArrayList<>();

    private OwnDropbear(Path folder, int port, Process server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    static OwnDropbear start(Path folder) throws Exception {
        assumeTrue(Files.isExecutable(DROPBEAR), "needs dropbear");
        assumeTrue(ProcessHandle.current().info().user().filter("root"::equals).isPresent(), "needs root");
        Path home = Files.createDirectory(folder.resolve("home"));
        Path keys = Files.createDirectory(home.resolve(".ssh"));
        for (Path mine : List.of(home, keys)) {
            Files.setPosixFilePermissions(mine, PosixFilePermissions.fromString("rwx------"));
        }
        Path host = folder.resolve("dropbear-host");
        Path user = folder.resolve("dropbear-user");
        OwnSshd.run("dropbearkey", "-t", "ed25519", "-f", host.toString());
        OwnSshd.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", user.toString());
        Path authorized = Files.copy(Path.of(user + ".pub"), keys.resolve("authorized_keys"));
        Files.setPosixFilePermissions(authorized, PosixFilePermissions.fromString("rw-------"));
        Path accounts = Files.writeString(folder.resolve("passwd"), "root:x:0:0:root:" + home + ":/bin/bash\n");
        int port = freePort();
        String line = "mount --bind '" + accounts + "' /etc/passwd && exec " + DROPBEAR + " -F -E -r '" + host
                + "' -p 127.0.0.1:" + port;
        // Who runs the tests under nohup has all below them ignore HUP, as only jobs do that are meant to live on.
        Process server = new ProcessBuilder("env", "--default-signal=HUP", "unshare", "--mount", "sh", "-c", line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dropbear.log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });
        return new OwnDropbear(folder, port, server);
    }

    int port() {
        return port;
    }

    /// Logs in with OpenSSH's client, which stays as long as the command.
    void client(String command) throws IOException {
        clients.add(new ProcessBuilder(
                        "ssh",
                        "-i",
                        folder.resolve("dropbear-user").toString(),
                        "-p",
                        Integer.toString(port),
                        "-oStrictHostKeyChecking=no",
                        "-oUserKnownHostsFile=/dev/null",
                        "-oLogLevel=ERROR",
                        "root@127.0.0.1",
                        command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dropbear-client.log").toFile())
                .start());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        clients.forEach(client -> client.destroyForcibly().onExit().join());
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly().onExit().join();
    }
}
