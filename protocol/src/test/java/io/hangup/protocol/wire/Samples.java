package io.hangup.protocol.wire;

import io.hangup.protocol.audit.Head;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Fingerprint;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Plan;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.command.RuleStamp;
import io.hangup.protocol.feed.AuditPage;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.ControlRow;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.feed.HostStatus;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.feed.SessionVerdict;
import io.hangup.protocol.finding.Clause;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.OutgoingConnection;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.session.WorkStamp;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Control;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostFacts;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.snapshot.Load;
import io.hangup.protocol.snapshot.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
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
        return tcp(0, 64_512);
    }

    static TcpHealth tcp(int retransmits, long sendWindow) {
        return new TcpHealth(
                TcpState.ESTABLISHED,
                TcpTimer.KEEPALIVE,
                retransmits,
                0,
                0,
                0,
                0,
                0,
                sendWindow,
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
                Duration.ofSeconds(65),
                new HostFacts(
                        "Debian GNU/Linux 12 (bookworm)",
                        "6.1.0-28-amd64",
                        NOON.minusSeconds(864_000),
                        "0.1.0",
                        Optional.of(new Machine("QEMU Standard PC", 2, 8_589_934_592L))),
                Map.of("env", "prod", "role", "web"),
                List.of(new Listener(
                        new Endpoint("0.0.0.0", 22),
                        process(812, 0, "sshd", ProcessState.SLEEPING),
                        Implementation.OPENSSH,
                        0,
                        128,
                        1,
                        Optional.of(new Banner(
                                Banner.Answer.OPEN,
                                "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10",
                                NOON.minusSeconds(3_600))))),
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
        return new Heartbeat(WEB_1, BOOT, 7, "f".repeat(16), NOON);
    }

    static Command command() {
        var plan = new Plan(
                WEB_1,
                BOOT,
                Action.DROP,
                new CommandTarget.OneConnection(COOKIE, LOCAL, PEER, new ProcessStamp(20_853, 2_085_300), 1000),
                new Guard(NOON.minusSeconds(900), Optional.of(NOON.minusSeconds(905)), Optional.of(new WorkStamp(-77))),
                Optional.of(new RuleStamp("dead-peer", Fingerprint.of(List.of("when: it is dead")))),
                "dead-peer: no answer for 15 minutes",
                NOON.plusSeconds(60));
        return new Command(new CommandId("dead-peer@web-1:9c1e-3f2a#1795348800"), 4, plan, NOON);
    }

    static Command restart() {
        var target = new CommandTarget.Server(LOCAL, new ProcessStamp(812, 4_100), 0);
        return asked(Action.RESTART_SSHD, target, "operator@web-1#1795348800", "operator at 10.0.0.9: accepts nobody");
    }

    static Command reap() {
        var target = new CommandTarget.OneOrphan(new ProcessStamp(20_999, 2_099_900), 1000, 66);
        return asked(
                Action.REAP, target, "operator@web-1:9c1e-p20999#1795348800", "operator at 10.0.0.9: holds port 8080");
    }

    private static Command asked(Action action, CommandTarget target, String id, String reason) {
        var plan =
                new Plan(WEB_1, BOOT, action, target, new Guard(NOON), Optional.empty(), reason, NOON.plusSeconds(60));
        return new Command(new CommandId(id), 4, plan, NOON);
    }

    /// One session of the same connection.
    static Command close() {
        Command drop = command();
        var plan = new Plan(
                WEB_1,
                BOOT,
                Action.CLOSE,
                ((CommandTarget.OneConnection) drop.target()).of(new ProcessStamp(20_901, 2_090_100)),
                new Guard(
                        drop.guard().quietSince(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(30))),
                Optional.empty(),
                "operator at 10.0.0.9: its editor hangs",
                drop.notAfter());
        return new Command(new CommandId("operator@web-1:9c1e-3f2a:20901#1795348800"), 4, plan, NOON);
    }

    static AuditPage auditPage() {
        Head head = new Head(17, "5".repeat(64), 12, NOON);
        return new AuditPage(NOON, Optional.of(head), 40, false, List.of(new AuditPage.Raw(38, NOON, "{}")));
    }

    static CommandDraft draft() {
        String bytes = HexFormat.of().formatHex(Wire.encode(command()));
        return new CommandDraft(command().id(), bytes, command().notAfter());
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

    static Finding finding(Target target, Verdict verdict, Progress progress) {
        return new Finding(
                FindingId.of("dead-peer", target),
                "dead-peer",
                "5f2b7c90",
                "The peer has not answered for 15 minutes while data was in flight",
                target,
                new Finding.Subject("alice", "pts/3", PEER.toString(), "vim"),
                verdict,
                progress instanceof Progress.Shadowed ? Mode.SHADOW : Mode.ENFORCE,
                NOON.minusSeconds(120),
                NOON,
                List.of(new Clause(
                        "connection.tcp.silentFor > duration(\"15m\")",
                        true,
                        List.of(new Clause.Seen("connection.tcp.silentFor", "16m4s")))),
                progress);
    }

    /// A connection of each kind there is: at a shell, multiplexed, pre-auth, left with a held pipe.
    static HostSnapshot everyKindOfConnection() {
        HostSnapshot known = snapshot(
                connection(0x3f2a, shell(20_901)),
                connection(0x3f2b, command(20_910), unseenTerminal(20_912)),
                preAuth(),
                heldOpen());
        return new HostSnapshot(
                known.host(),
                known.boot(),
                known.sequence(),
                known.takenAt(),
                known.activityWithin(),
                known.facts(),
                known.labels(),
                known.listeners(),
                known.connections(),
                List.of(hop()),
                List.of(orphan()),
                List.of(control()),
                Optional.of(new Load(0.42, 7_340_032_000L, NOON.minusSeconds(400))),
                known.blindspots());
    }

    private static SshSession command(int pid) {
        HostProcess rsync = process(pid, 1000, "rsync", ProcessState.RUNNING);
        return new SshSession(
                rsync,
                new Terminal.NoPty(),
                Optional.empty(),
                NOON.minusSeconds(30),
                NOON,
                Optional.of(NOON.minusSeconds(4)),
                Optional.of(new WorkStamp(0x5eed)),
                Optional.of(new Blocked(rsync, Blocked.On.PIPE, NOON.minusSeconds(3))));
    }

    private static SshSession unseenTerminal(int pid) {
        return new SshSession(
                process(pid, 1000, "bash", ProcessState.SLEEPING),
                new Terminal.Unseen("pts/9"),
                Optional.empty(),
                NOON.minusSeconds(30),
                NOON.minusSeconds(30));
    }

    private static Connection preAuth() {
        return new Connection(
                new SocketCookie(-2),
                LOCAL,
                PEER,
                Implementation.DROPBEAR,
                Phase.PRE_AUTH,
                Optional.empty(),
                NOON.minusSeconds(40),
                Optional.of(process(20_960, 0, "dropbear", ProcessState.SLEEPING)),
                Optional.empty(),
                OptionalLong.empty(),
                healthy(),
                List.of(),
                List.of());
    }

    private static Connection heldOpen() {
        Connection usual = connection(0x3f2d);
        return new Connection(
                usual.cookie(),
                usual.local(),
                usual.peer(),
                usual.implementation(),
                usual.phase(),
                usual.user(),
                usual.since(),
                usual.monitor(),
                usual.child(),
                usual.auditSession(),
                usual.tcp(),
                List.of(),
                List.of(process(20_970, 1000, "sleep", ProcessState.SLEEPING)),
                Optional.of(NOON.minusSeconds(700)),
                List.of(
                        new Forward.Tcp(
                                new SocketCookie(0x4001),
                                new Endpoint("127.0.0.1", 40_122),
                                new Endpoint("127.0.0.1", 8888),
                                NOON.minusSeconds(650)),
                        new Forward.Waiting(new Endpoint("127.0.0.1", 6010)),
                        new Forward.Local(Forward.Purpose.AGENT, "/tmp/ssh-XXXXk3mZ8q/agent.20853")),
                Optional.of(NOON.minusSeconds(20)),
                Optional.of(
                        new PeerProbe(PeerProbe.Answer.UNANSWERED, NOON.minusSeconds(600), NOON.minusSeconds(30), 5)));
    }

    private static OutgoingConnection hop() {
        return new OutgoingConnection(
                new SocketCookie(0x5001),
                new Endpoint("10.77.2.1", 42_538),
                new Endpoint("10.77.2.2", 22),
                OutgoingConnection.Via.CLIENT,
                process(20_930, 1000, "ssh", ProcessState.SLEEPING),
                OptionalLong.of(66),
                Optional.of(COOKIE),
                NOON.minusSeconds(300),
                healthy());
    }

    private static Orphan orphan() {
        return new Orphan(
                process(20_980, 1000, "rsync", ProcessState.SLEEPING),
                new Account(1000, "alice"),
                OptionalLong.of(61),
                Orphan.Kept.NOHUP,
                NOON.minusSeconds(90_000));
    }

    private static Control control() {
        return new Control(
                "ClientAliveInterval",
                "everyone",
                "15 (ClientAliveCountMax 3)",
                Control.Effect.PARTLY,
                "ends a connection whose client does not answer after 60 s; never ends an idle session",
                NOON.minusSeconds(86_400),
                Optional.of("0"),
                Optional.of(Control.Effect.NONE));
    }

    static Page<SessionRow> sessionRows() {
        SshSession shell = shell(20_901);
        Target.OneSession target =
                new Target.OneSession(WEB_1, BOOT, COOKIE, shell.leader().stamp());
        SessionRow row = new SessionRow(
                target.id(),
                target.connection().id(),
                WEB_1,
                SessionVerdict.STUCK,
                "The peer has not answered for 15 minutes while data was in flight",
                Phase.AUTHENTICATED,
                Optional.of(new Account(1000, "alice")),
                Optional.of(shell.leader()),
                Optional.of(process(20_853, 1000, "sshd-session", ProcessState.SLEEPING)),
                shell.terminal(),
                shell.foreground(),
                LOCAL,
                PEER,
                shell.since(),
                Optional.of(NOON.minusSeconds(64)),
                Optional.of(Duration.ofSeconds(64)),
                healthy(),
                List.of(FindingId.of("dead-peer", target.connection())),
                Optional.of(NOON.minusSeconds(64)),
                List.of(new Forward.Waiting(new Endpoint("127.0.0.1", 8_080))),
                Optional.of(new Blocked(shell.leader(), Blocked.On.TERMINAL, NOON.minusSeconds(60))),
                Optional.of(
                        new PeerProbe(PeerProbe.Answer.UNANSWERED, NOON.minusSeconds(900), NOON.minusSeconds(120), 3)));
        return new Page<>(NOON, 41, new Page.Coverage(3, 4), List.of(row));
    }

    static Page<ControlRow> controlRows() {
        return new Page<>(
                NOON,
                7,
                new Page.Coverage(1, 1),
                List.of(new ControlRow(WEB_1, control(), List.of("NIST AC-12", "PCI DSS 4.0 8.2.8"), false)));
    }

    static Page<HostRow> hostRows() {
        HostSnapshot snapshot = snapshot();
        HostRow row = new HostRow(
                WEB_1,
                HostStatus.SILENT,
                NOON.minusSeconds(95),
                Duration.ofMillis(-120),
                snapshot.sequence(),
                snapshot.facts(),
                snapshot.labels(),
                snapshot.listeners(),
                4,
                3,
                1,
                snapshot.blindspots());
        return new Page<>(NOON, 41, new Page.Coverage(3, 4), List.of(row));
    }
}
