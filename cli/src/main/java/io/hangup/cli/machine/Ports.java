package io.hangup.cli.machine;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether the ports that are needed are free, and otherwise who has them.
final class Ports {
    /// State `LISTEN` in `/proc/net/tcp`, proc_net(5).
    private static final String LISTEN = "0A";

    private Ports() {}

    static void refuseTaken(int port, String forWhat) throws Failure {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            String owner = owner(port).map(who -> " by " + who).orElse("");
            throw new Failure(
                    Exit.ERROR,
                    "port " + port + ", wanted for " + forWhat + ", is taken" + owner
                            + ": stop that, or choose other ports with --port");
        }
    }

    /// `java (pid 123)`, where it can be seen.
    private static Optional<String> owner(int port) {
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            Optional<String> owner = inode(Path.of(table), port).flatMap(Ports::holder);
            if (owner.isPresent()) {
                return owner;
            }
        }
        return Optional.empty();
    }

    /// The inode of the socket that listens on `port`.
    private static Optional<String> inode(Path table, int port) {
        String suffix = ":%04X".formatted(port);
        try (var lines = Files.lines(table)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(field -> field.length > 9 && field[1].endsWith(suffix) && field[3].equals(LISTEN))
                    .map(field -> field[9])
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> holder(String inode) {
        Path socket = Path.of("socket:[" + inode + "]");
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), socket))
                .map(process -> command(process.pid()) + " (pid " + process.pid() + ")")
                .findFirst();
    }

    private static boolean holds(long pid, Path socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).equals(socket)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Somebody else's process, or gone by now.
            return false;
        }
        return false;
    }

    private static String command(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
        } catch (IOException e) {
            return "a process";
        }
    }
}
