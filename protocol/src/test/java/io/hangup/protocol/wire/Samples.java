package io.hangup.protocol.wire;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostFacts;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// Records for tests: one host, `web-1`, on one Sunday at noon.
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final HostId WEB_1 = new HostId("web-1");
    static final BootId BOOT = new BootId("9c1e3a52-7d10-4b2f-8e46-0a5b6c7d8e9f");
    static final SocketCookie COOKIE = new SocketCookie(0x3f2aL);
    static final Endpoint LOCAL = new Endpoint("10.77.1.2", 22);
    static final Endpoint PEER = new Endpoint("2001:db8::7", 51_312);

    private Samples() {}

    static HostProcess process(int pid, int uid, String command, ProcessState state) {
        return new HostProcess(new ProcessStamp(pid, pid * 100L), uid, command, state);
    }

    static TcpHealth healthy() {
        return new TcpHealth(
                TcpState.ESTABLISHED,
                TcpTimer.KEEPALIVE,
                0,
                0,
                0,
                0,
                0,
                0,
                64_512,
                NOON.minusSeconds(3),
                NOON.minusSeconds(3),
                NOON.minusSeconds(2),
                48_213,
                1_204_882);
    }

    static SshSession shell(int pid) {
        return new SshSession(
                process(pid, 1000, "bash", ProcessState.SLEEPING),
                new Terminal.Pty("pts/3", NOON.minusSeconds(64), NOON.minusSeconds(8)),
                Optional.of(process(pid + 1, 1000, "vim", ProcessState.SLEEPING)),
                NOON.minusSeconds(7200),
                NOON.minusSeconds(60));
    }

    static Connection connection(long cookie, SshSession... sessions) {
        return new Connection(
                new SocketCookie(cookie),
                LOCAL,
                PEER,
                Implementation.OPENSSH,
                Phase.AUTHENTICATED,
                Optional.of(new Account(1000, "alice")),
                NOON.minusSeconds(7200),
                Optional.of(process(20_851, 0, "sshd-session", ProcessState.SLEEPING)),
                Optional.of(process(20_853, 1000, "sshd-session", ProcessState.SLEEPING)),
                OptionalLong.of(66),
                healthy(),
                List.of(sessions),
                List.of());
    }

    static HostSnapshot snapshot(Connection... connections) {
        return new HostSnapshot(
                WEB_1,
                BOOT,
                7,
                NOON,
                new HostFacts("Debian GNU/Linux 12 (bookworm)", "6.1.0-28-amd64", NOON.minusSeconds(864_000), "0.1.0"),
                Map.of("env", "prod", "role", "web"),
                List.of(new Listener(
                        new Endpoint("0.0.0.0", 22),
                        process(812, 0, "sshd", ProcessState.SLEEPING),
                        Implementation.OPENSSH,
                        0,
                        128,
                        1)),
                List.of(connections),
                List.of(new Blindspot(Blindspot.Sense.PIPES, "not root: run the agent with CAP_SYS_PTRACE")));
    }

    /// A host with `count` users at a shell.
    static HostSnapshot busy(int count) {
        return snapshot(IntStream.range(0, count)
                .mapToObj(i -> connection(0x1000L + i, shell(30_000 + 2 * i)))
                .toArray(Connection[]::new));
    }

    static Heartbeat heartbeat() {
        return new Heartbeat(WEB_1, BOOT, 7, "f".repeat(64), NOON);
    }

    static Command command() {
        return new Command(
                new CommandId("dead-peer@web-1:9c1e-3f2a#1795348800"),
                WEB_1,
                BOOT,
                4,
                Action.DROP,
                new CommandTarget(COOKIE, LOCAL, PEER, new ProcessStamp(20_853, 2_085_300), 1000),
                new Guard(NOON.minusSeconds(900)),
                "dead-peer: no answer for 15 minutes",
                NOON,
                NOON.plusSeconds(60));
    }

    static Receipt receipt(Outcome outcome) {
        return new Receipt(
                command().id(),
                WEB_1,
                outcome,
                List.of(new Receipt.Step("TERM to sshd-session 20853", NOON.plusSeconds(1))),
                List.of(process(20_999, 1000, "nohup", ProcessState.STOPPED)),
                Duration.ofMillis(1_250),
                NOON.plusSeconds(2));
    }
}
