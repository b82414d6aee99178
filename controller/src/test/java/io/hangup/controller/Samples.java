package io.hangup.controller;

import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.HostFacts;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Records for tests.
final class Samples {
    static final BootId BOOT = new BootId("9c1e3a52-7d10-4b2f-8e46-0a5b6c7d8e9f");

    private Samples() {}

    static HostSnapshot snapshot(String host, long sequence, Instant at, Connection... connections) {
        return new HostSnapshot(
                new HostId(host),
                BOOT,
                sequence,
                at,
                Duration.ofSeconds(65),
                new HostFacts("Debian GNU/Linux 12 (bookworm)", "6.1.0-28-amd64", at.minusSeconds(864_000), "0.1.0"),
                Map.of("env", "test"),
                List.of(),
                List.of(connections),
                List.of());
    }

    /// Somebody at a prompt, all well.
    static Connection healthy(long cookie, String user, Instant now) {
        return connection(cookie, user, "bash", 0, now);
    }

    /// Data in flight, and the peer has not answered ten retransmits.
    static Connection stuck(long cookie, String user, Instant now) {
        return connection(cookie, user, "bash", 10, now);
    }

    static Connection connection(long cookie, String user, String command, int retransmits, Instant now) {
        int pid = (int) (20_000 + cookie * 4);
        return new Connection(
                new SocketCookie(cookie),
                new Endpoint("10.77.1.2", 22),
                new Endpoint("10.77.9.9", (int) (40_000 + cookie)),
                Implementation.OPENSSH,
                Phase.AUTHENTICATED,
                Optional.of(new Account(1000, user)),
                now.minusSeconds(7_200),
                Optional.of(process(pid, 0, "sshd")),
                Optional.of(process(pid + 1, 1000, "sshd")),
                OptionalLong.of(cookie),
                new TcpHealth(
                        TcpState.ESTABLISHED,
                        retransmits > 0 ? TcpTimer.RETRANSMIT : TcpTimer.KEEPALIVE,
                        retransmits,
                        0,
                        retransmits,
                        retransmits > 0 ? 3 : 0,
                        0,
                        0,
                        64_512,
                        now.minusSeconds(retransmits > 0 ? 1_200 : 3),
                        now.minusSeconds(1_200),
                        now.minusSeconds(3),
                        48_213,
                        1_204_882),
                List.of(new SshSession(
                        process(pid + 2, 1000, command),
                        new Terminal.Pty("pts/" + cookie, now.minusSeconds(1_200), now.minusSeconds(3)),
                        Optional.empty(),
                        now.minusSeconds(7_200),
                        now.minusSeconds(3))),
                List.of());
    }

    private static HostProcess process(int pid, int uid, String command) {
        return new HostProcess(new ProcessStamp(pid, pid * 100L), uid, command, ProcessState.SLEEPING);
    }
}
