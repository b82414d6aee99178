package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.census.SocketFact;
import io.hangup.protocol.session.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Dumps of this machine's own sockets.
class SockDiagTest {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_SOCK_DIAG = 4;

    private final Arena arena = Arena.ofConfined();
    private final Kernel kernel = new Kernel(arena);
    private final int descriptor = kernel.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_SOCK_DIAG);
    private final SockDiag sockets = new SockDiag(kernel, arena, OptionalInt.of(descriptor));

    @AfterEach
    void release() {
        sockets.close();
        arena.close();
    }

    @Test
    void seesAllTheSameAfterADumpThatWasGivenUpOn() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            kernel.send(descriptor, dump());
            List<SocketFact> rows = new ArrayList<>();

            boolean told = sockets.listening(rows);

            assertThat(told).as(sockets.trouble().orElse("")).isTrue();
            assertThat(rows).anyMatch(row -> row.local().port() == server.getLocalPort());
        }
    }

    @Test
    void keepsTheAddressesOfManyConnectionsFromDumpToDump() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        List<Closeable> open = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, here)) {
            for (int i = 0; i < 1_100; i++) {
                open.add(new Socket(here, server.getLocalPort()));
                open.add(server.accept());
            }
            Endpoint before = peerOfFirst(server.getLocalPort());

            sockets.listening(new ArrayList<>());
            Endpoint after = peerOfFirst(server.getLocalPort());

            assertThat(after).isSameAs(before);
        } finally {
            for (Closeable one : open) {
                one.close();
            }
        }
    }

    private Endpoint peerOfFirst(int port) {
        List<SocketFact> rows = new ArrayList<>();
        assertThat(sockets.connected(Set.of(port), rows)).isTrue();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(1_100);
        return rows.stream()
                .min(Comparator.comparingLong(row -> row.cookie().value()))
                .map(SocketFact::peer)
                .orElseThrow();
    }

    /// Of all TCP sockets. The kernel has answered with a first part by the time it is sent.
    private MemorySegment dump() {
        MemorySegment request = arena.allocate(76, 8);
        request.set(ValueLayout.JAVA_INT, 0, 76);
        request.set(ValueLayout.JAVA_SHORT, 4, (short) 18);
        request.set(ValueLayout.JAVA_SHORT, 6, (short) 0x301);
        request.set(ValueLayout.JAVA_INT, 8, 1);
        request.set(ValueLayout.JAVA_BYTE, 16, (byte) 2);
        request.set(ValueLayout.JAVA_INT_UNALIGNED, 68, 0xfff);
        return request;
    }
}
