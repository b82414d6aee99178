package io.hangup.agent.probe;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real OpenSSH server on a loopback port with keys of its own, a throwaway user, and real clients. Everything it
/// started ends with it.
final class OwnSshd implements AutoCloseable {
    static final String USER = "hangup-probe-" + ProcessHandle.current().pid();

    final int port;
    private final Path folder;
    private final Process server;
    private final List<Process> clients = new ArrayList<>();
    private Optional<Path> agent = Optional.empty();
    private List<String> prefix = List.of();

    private OwnSshd(Path folder, int port, Process server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    /// Skips the test where a real sshd can't be had.
    static OwnSshd start() {
        return start("/usr/sbin/sshd", "-D", "-f");
    }

    /// In a network namespace of its own, like a container's on the host's `/proc`.
    static OwnSshd startElsewhere() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/nsenter")), "needs nsenter");
        OwnSshd sshd = start(
                "unshare", "--net", "sh", "-c", "ip link set lo up && exec /usr/sbin/sshd -D -f \"$1\"", "elsewhere");
        sshd.prefix = List.of("nsenter", "--net=/proc/" + sshd.pid() + "/ns/net");
        return sshd;
    }

    /// @param command to which the name of the configuration is added
    private static OwnSshd start(String... command) {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root: sshd changes users");
        Stream.of("/usr/sbin/sshd", "/usr/bin/ssh", "/usr/sbin/useradd")
                .forEach(tool -> assumeTrue(Files.isExecutable(Path.of(tool)), "needs " + tool));
        try {
            Path folder = Files.createTempDirectory(Path.of("/tmp"), "hangup-sshd");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createDirectories(Path.of("/run/sshd"));
            run("useradd", "--no-create-home", "--home-dir", "/tmp", "--shell", "/bin/bash", "-p", "*", USER);
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
            int port = freePort();
            Files.writeString(folder.resolve("config"), config(folder, port));
            List<String> whole = new ArrayList<>(List.of(command));
            whole.add(folder.resolve("config").toString());
            Process server = new ProcessBuilder(whole)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            return new OwnSshd(folder, port, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int pid() {
        return (int) server.pid();
    }

    /// Starts `ssh` with these options and then a command, if any; its input stays open.
    Process ssh(String user, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                "ssh",
                "-F",
                "none",
                "-p",
                Integer.toString(port),
                "-i",
                folder.resolve("user").toString(),
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "StrictHostKeyChecking=no",
                user + "@127.0.0.1"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        agent.ifPresent(path -> builder.environment().put("SSH_AUTH_SOCK", path.toString()));
        builder.environment().put("SSH_ASKPASS", folder.resolve("ask").toString());
        builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
        try {
            Process client = builder.start();
            clients.add(client);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next clients have this agent.
    OwnSshd agent(Path path) {
        agent = Optional.of(path);
        return this;
    }

    Path folder() {
        return folder;
    }

    /// What [#USER] types on this machine to get here, with these words before the destination and `command` after it.
    String typed(String options, String command) {
        Path key = folder.resolve("own");
        run("install", "-o", USER, "-m", "600", folder.resolve("user").toString(), key.toString());
        return "ssh -F none -p %d -i %s -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no %s %s@127.0.0.1 %s"
                .formatted(port, key, options, USER, command);
    }

    /// Whether one logs in here already.
    boolean answers() {
        Process client = ssh(USER, "true");
        try {
            return client.waitFor(10, TimeUnit.SECONDS) && client.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Ends the listener alone, as `systemctl restart ssh` does: what it serves lives on.
    void endListener() {
        server.destroy();
        try {
            server.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the clients, so that the next test finds a quiet server.
    void hangUp() {
        clients.forEach(Process::destroyForcibly);
        clients.clear();
        agent = Optional.empty();
    }

    @Override
    public void close() {
        hangUp();
        List<ProcessHandle> below = server.descendants().toList();
        server.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        try {
            server.waitFor(5, TimeUnit.SECONDS);
            run("pkill", "-KILL", "-u", USER);
            run("userdel", USER);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Runs a tool to its end. @return what it printed
    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String config(Path folder, int port) throws IOException {
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
        Files.writeString(folder.resolve("ask"), "#!/bin/sh\nexec sleep 60\n");
        folder.resolve("ask").toFile().setExecutable(true, false);
        return """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s/host
                AuthorizedKeysFile %s/authorized
                PidFile none
                PermitRootLogin yes
                StrictModes no
                UsePAM yes
                PasswordAuthentication yes
                Subsystem sftp internal-sftp
                """.formatted(port, folder, folder);
    }

    /// A port that nobody uses now.
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
