package io.hangup.trials.probe;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.hangup.trials.lab.Host;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A duplicate of one socket of a host's sshd, held to read its options at any moment.
final class WatchedSocket implements AutoCloseable {
    private static final int SOCKET = 1;
    private static final int TCP = 6;
    private static final int KEEPALIVE = 9;
    private static final int COOKIE = 57;
    private static final int INFO = 11;
    private static final int MOST_DESCRIPTORS = 16;
    private static final byte ESTABLISHED = 1;
    private static final List<Integer> TIMES = List.of(4, 5, 6);

    private final int descriptor;
    private final long cookie;

    private WatchedSocket(int descriptor, long cookie) {
        this.descriptor = descriptor;
        this.cookie = cookie;
    }

    /// `SO_KEEPALIVE`, `TCP_KEEPIDLE`, `TCP_KEEPINTVL`, `TCP_KEEPCNT`.
    record Options(int on, int idle, int interval, int count) {}

    /// What moved on it: bytes of SSH, and segments of any kind that were sent.
    record Traffic(long received, long sent, long segments) {
        boolean sameBytes(Traffic other) {
            return received == other.received && sent == other.sent;
        }
    }

    /// All connections of a host's sshd that are established, each once.
    static List<WatchedSocket> of(Host host) {
        Map<Long, WatchedSocket> found = new LinkedHashMap<>();
        for (long pid : host.pids()) {
            for (int number = 0; isServer(pid) && number < MOST_DESCRIPTORS; number++) {
                int copy = Calls.duplicate(pid, number);
                if (copy >= 0) {
                    var socket = new WatchedSocket(copy, cookieOf(copy));
                    if (!socket.established() || found.putIfAbsent(socket.cookie, socket) != null) {
                        socket.close();
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static boolean isServer(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/comm")).startsWith("sshd");
        } catch (IOException ended) {
            return false;
        }
    }

    /// As the API writes it: 64 bits, hexadecimal.
    String cookie() {
        return Long.toHexString(cookie);
    }

    Options options() {
        return new Options(number(SOCKET, KEEPALIVE), number(TCP, 4), number(TCP, 5), number(TCP, 6));
    }

    void set(Options wanted) {
        Calls.set(descriptor, SOCKET, KEEPALIVE, wanted.on());
        List<Integer> values = List.of(wanted.idle(), wanted.interval(), wanted.count());
        for (int i = 0; i < values.size(); i++) {
            Calls.set(descriptor, TCP, TIMES.get(i), values.get(i));
        }
    }

    /// `tcpi_bytes_received`, `tcpi_bytes_sent`, `tcpi_segs_out`: `struct tcp_info`, `linux/tcp.h`.
    Traffic traffic() {
        try (var arena = Arena.ofConfined()) {
            MemorySegment info = info(arena);
            return new Traffic(
                    info.get(JAVA_LONG, 128), info.get(JAVA_LONG, 200), info.get(JAVA_INT, 136) & 0xffff_ffffL);
        }
    }

    private boolean established() {
        try (var arena = Arena.ofConfined()) {
            return info(arena).get(JAVA_BYTE, 0) == ESTABLISHED;
        }
    }

    private MemorySegment info(Arena arena) {
        MemorySegment info = arena.allocate(208, 8);
        Calls.get(descriptor, TCP, INFO, info);
        return info;
    }

    private int number(int level, int option) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT);
            if (Calls.get(descriptor, level, option, value) != JAVA_INT.byteSize()) {
                throw new IllegalStateException("option " + option + " of a socket can't be read");
            }
            return value.get(JAVA_INT, 0);
        }
    }

    private static long cookieOf(int descriptor) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_LONG);
            Calls.get(descriptor, SOCKET, COOKIE, value);
            return value.get(JAVA_LONG, 0);
        }
    }

    @Override
    public void close() {
        Calls.close(descriptor);
    }
}
