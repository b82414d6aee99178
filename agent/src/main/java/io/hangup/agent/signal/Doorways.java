package io.hangup.agent.signal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// On which TCP ports a process waits for clients: the sockets among its descriptors that are in state `LISTEN` in its
/// own network namespace, proc_pid_net(5).
final class Doorways {
    private static final String LISTEN = "0A";
    private static final int STATE = 3;
    private static final int INODE = 9;

    private final Path proc;

    Doorways(Path proc) {
        this.proc = proc;
    }

    /// Empty when it can't be read, for want of `CAP_SYS_PTRACE` or because the process has just ended.
    Optional<Set<Integer>> of(int pid) {
        Path folder = proc.resolve(Integer.toString(pid));
        try {
            Set<String> sockets = sockets(folder.resolve("fd"));
            Set<Integer> ports = new HashSet<>();
            for (String table : new String[] {"tcp", "tcp6"}) {
                listening(folder.resolve("net").resolve(table), sockets, ports);
            }
            return Optional.of(ports);
        } catch (IOException | DirectoryIteratorException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Set<String> sockets(Path descriptors) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
            }
        }
        return inodes;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closed) {
            return "";
        }
    }

    /// Listening sockets stand first, so the rest of a long table is never read: `tcp_get_idx` in
    /// `net/ipv4/tcp_ipv4.c`.
    private static void listening(Path table, Set<String> sockets, Set<Integer> ports) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1)) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.strip().split("\\s+", -1);
                if (!fields[STATE].equals(LISTEN)) {
                    return;
                }
                if (sockets.contains(fields[INODE])) {
                    ports.add(Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16));
                }
            }
        } catch (NoSuchFileException withoutIpv6) {
            return;
        }
    }
}
