package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.census.SocketFact;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
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
