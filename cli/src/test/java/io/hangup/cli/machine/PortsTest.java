package io.hangup.cli.machine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void namesWhoHasThePort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.refuseTaken(taken.getLocalPort(), "the page"))
                    .hasMessage("port " + taken.getLocalPort() + ", wanted for the page, is taken by java (pid "
                            + ProcessHandle.current().pid()
                            + "): stop that, or choose other ports with --port");
        }
    }

    @Test
    void saysNothingOfAFreePort() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThatCode(() -> Ports.refuseTaken(free, "the page")).doesNotThrowAnyException();
    }
}
