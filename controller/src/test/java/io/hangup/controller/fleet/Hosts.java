package io.hangup.controller.fleet;

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
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.HostFacts;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Hosts and connections as tests need them: healthy unless a test says otherwise.
public final class Hosts {
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    public static final BootId BOOT = new BootId("9c1e0000-0000-4000-8000-000000000000");

    private Hosts() {}

    public static HostSnapshot snapshot(String host, Instant takenAt, Connection... connections) {
        return snapshot(host, takenAt, List.of(), Arrays.asList(connections));
    }

    public static HostSnapshot snapshot(
            String host, Instant takenAt, List<Blindspot> blindspots, List<Connection> connections) {
        return new HostSnapshot(
                new HostId(host),
                BOOT,
                Duration.between(NOON.minus(Duration.ofDays(9)), takenAt).toSeconds(),
                takenAt,
                Duration.ZERO,
                new HostFacts("Debian GNU/Linux 12 (bookworm)", "6.1.0", NOON.minus(Duration.ofDays(9)), "0.1.0"),
                Map.of("env", "prod"),
                List.of(),
                connections,
                blindspots);
    }

    /// As a fleet sees it right when the snapshot arrives.
    public static HostState state(HostSnapshot snapshot) {
        Fleet fleet = new Fleet(Duration.ofSeconds(90), 10);
        fleet.snapshot(snapshot.host().value(), snapshot, "digest", snapshot.takenAt());
        return fleet.host(snapshot.host(), snapshot.takenAt()).orElseThrow();
    }

    /// Alice at her prompt: idle for 10 minutes, the peer's kernel there a second ago, every process asleep.
    public static Connection healthy(int cookie, Instant now) {
        return authenticated(
                cookie,
                tcp(0, 0, now.minusSeconds(1), now.minus(Duration.ofMinutes(10))),
                List.of(shell(20_000 + cookie, 1000, now.minus(Duration.ofMinutes(10)))),
                List.of());
    }

    /// The path was cut `ago` while output was in flight.
    public static Connection cut(int cookie, Instant now, Duration ago, int retransmits) {
        return authenticated(
                cookie,
                tcp(retransmits, 4, now.minus(ago), now.minus(ago)),
                List.of(shell(20_000 + cookie, 1000, now.minus(ago))),
                List.of());
    }

    /// The session ended, and a process holds its pipe.
    public static Connection leftBehind(int cookie, Instant now) {
        return leftBehind(cookie, now, Duration.ofMinutes(20));
    }

    /// @param silence since anything was received or sent
    public static Connection leftBehind(int cookie, Instant now, Duration silence) {
        return authenticated(
                cookie,
                tcp(0, 0, now.minusSeconds(1), now.minus(silence)),
                List.of(),
                List.of(process(30_000 + cookie, 1000, "sleep")));
    }

    public static Connection preAuth(int cookie, Instant since, Instant lastData, Instant now) {
        return new Connection(
                new SocketCookie(cookie),
                new Endpoint("10.0.0.1", 22),
                new Endpoint("10.0.0.9", 40_000 + cookie),
                Implementation.OPENSSH,
                Phase.PRE_AUTH,
                Optional.empty(),
                since,
                Optional.of(process(10_000 + cookie, 0, "sshd")),
                Optional.empty(),
                OptionalLong.empty(),
                tcp(0, 0, now.minusSeconds(1), lastData),
                List.of(),
                List.of());
    }

    public static Connection authenticated(
            int cookie, TcpHealth tcp, List<SshSession> sessions, List<HostProcess> holders) {
        return new Connection(
                new SocketCookie(cookie),
                new Endpoint("10.0.0.1", 22),
                new Endpoint("10.0.0.9", 40_000 + cookie),
                Implementation.OPENSSH,
                Phase.AUTHENTICATED,
                Optional.of(new Account(1000, "alice")),
                NOON.minus(Duration.ofHours(20)),
                Optional.of(process(10_000 + cookie, 0, "sshd")),
                Optional.of(process(15_000 + cookie, 1000, "sshd")),
                OptionalLong.of(66),
                tcp,
                sessions,
                holders);
    }

    public static SshSession shell(int pid, int uid, Instant lastUsed) {
        return new SshSession(
                process(pid, uid, "bash"),
                new Terminal.Pty("pts/" + pid % 100, lastUsed, lastUsed),
                Optional.of(process(pid, uid, "bash")),
                NOON.minus(Duration.ofHours(20)),
                lastUsed);
    }

    public static SshSession command(int pid, Instant lastCpu) {
        return new SshSession(process(pid, 1000, "rsync"), new Terminal.NoPty(), Optional.empty(), lastCpu, lastCpu);
    }

    public static HostProcess process(int pid, int uid, String command) {
        return new HostProcess(new ProcessStamp(pid, 77), uid, command, ProcessState.SLEEPING);
    }

    public static TcpHealth tcp(int retransmits, int unacked, Instant lastHeard, Instant lastData) {
        return new TcpHealth(
                TcpState.ESTABLISHED,
                retransmits > 0 ? TcpTimer.RETRANSMIT : TcpTimer.KEEPALIVE,
                retransmits,
                0,
                retransmits,
                unacked,
                0,
                unacked * 100L,
                65_536,
                lastHeard,
                lastData,
                lastData,
                4_000,
                9_000);
    }
}
