package io.hangup.cli;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandView;
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
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Control;
import io.hangup.protocol.snapshot.HostFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One small fleet: `web-1` with a stuck session of alice and a healthy one of bob, and `db-1`, which is silent.
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final HostId WEB = new HostId("web-1");
    static final HostId DB = new HostId("db-1");
    static final BootId BOOT = new BootId("9c1e0000-0000-4000-8000-000000000000");
    static final Target.OneSession TARGET =
            new Target.OneSession(WEB, BOOT, new SocketCookie(0x3f2a), new ProcessStamp(20853, 7_000));
    static final CommandId COMMAND = new CommandId("operator@web-1:9c1e-3f2a#1795348800");

    private Samples() {}

    static <T> Page<T> page(List<T> rows) {
        return new Page<>(NOON, 7, new Page.Coverage(3, 3), rows);
    }

    static <T> Page<T> pageOfHalfAFleet(List<T> rows) {
        return new Page<>(NOON, 7, new Page.Coverage(1, 2), rows);
    }

    static Finding stuck() {
        return stuck("alice", "sleep");
    }

    static Finding stuck(String user, String command) {
        return finding(
                Verdict.STUCK,
                new Finding.Subject(user, "pts/3", "10.0.0.7:51123", command),
                new Progress.Shadowed(Action.DROP));
    }

    static Finding answered(Outcome outcome) {
        return finding(
                Verdict.ENDED,
                new Finding.Subject("alice", "pts/3", "10.0.0.7:51123", "sleep"),
                new Progress.Answered(receipt(outcome)));
    }

    /// The same, about something else than a session.
    static Finding about(Target target, String rule, Finding.Subject subject, Progress progress) {
        Finding other = finding(Verdict.STUCK, subject, progress);
        return new Finding(
                FindingId.of(rule, target),
                rule,
                other.ruleHash(),
                other.summary(),
                target,
                subject,
                other.verdict(),
                other.mode(),
                other.since(),
                other.at(),
                other.evidence(),
                progress);
    }

    static Finding finding(Verdict verdict, Finding.Subject subject, Progress progress) {
        return new Finding(
                FindingId.of("dead-peer", TARGET),
                "dead-peer",
                "0a1b",
                "The peer does not answer while data is in flight.",
                TARGET,
                subject,
                verdict,
                Mode.SHADOW,
                NOON.minusSeconds(132),
                NOON,
                List.of(
                        new Clause(
                                "connection.tcp.retransmits >= 7",
                                true,
                                List.of(new Clause.Seen("connection.tcp.retransmits", "9"))),
                        new Clause(
                                "session.idle > duration(\"30m\")",
                                false,
                                List.of(new Clause.Seen("session.idle", "unknown"))),
                        new Clause(
                                "connection.tcp.unacked == 0",
                                false,
                                List.of(new Clause.Seen("connection.tcp.unacked", "3")))),
                progress);
    }

    static SessionRow session() {
        return session("alice", "bash", new Terminal.Pty("pts/3", NOON.minusSeconds(40), NOON.minusSeconds(8)));
    }

    static SessionRow session(String user, String command, Terminal terminal) {
        var leader = process(20853, command);
        return new SessionRow(
                TARGET.id(),
                TARGET.connection().id(),
                WEB,
                SessionVerdict.STUCK,
                "dead-peer: the peer does not answer",
                Phase.AUTHENTICATED,
                Optional.of(new Account(1000, user)),
                Optional.of(leader),
                Optional.of(process(20840, "sshd")),
                terminal,
                Optional.of(process(20901, command)),
                new Endpoint("10.0.0.1", 22),
                new Endpoint("10.0.0.7", 51123),
                NOON.minusSeconds(7_500),
                Optional.of(NOON.minusSeconds(40)),
                Optional.of(Duration.ofSeconds(40)),
                tcp(),
                List.of(FindingId.of("dead-peer", TARGET)));
    }

    static SessionRow preAuth() {
        return new SessionRow(
                "web-1:9c1e-77",
                "web-1:9c1e-77",
                WEB,
                SessionVerdict.LIVE,
                "",
                Phase.PRE_AUTH,
                Optional.empty(),
                Optional.empty(),
                Optional.of(process(20999, "sshd")),
                new Terminal.NoPty(),
                Optional.empty(),
                new Endpoint("10.0.0.1", 22),
                new Endpoint("2001:db8::7", 40022),
                NOON.minusSeconds(9),
                Optional.empty(),
                Optional.empty(),
                tcp(),
                List.of());
    }

    static ControlRow control(String meaning) {
        return new ControlRow(
                WEB,
                new Control(
                        "ClientAliveInterval",
                        "everyone",
                        "5",
                        Control.Effect.PARTLY,
                        meaning,
                        NOON.minusSeconds(86_400),
                        Optional.of("9"),
                        Optional.of(Control.Effect.WORKS)),
                List.of("NIST AC-12", "NIST SC-10"),
                true);
    }

    static HostRow host(HostId host, HostStatus status) {
        return new HostRow(
                host,
                status,
                NOON.minusSeconds(status == HostStatus.FRESH ? 4 : 400),
                Duration.ofMillis(-200),
                12,
                new HostFacts("Debian GNU/Linux 12 (bookworm)", "6.1.0", NOON.minusSeconds(90_000), "0.1.0"),
                Map.of("env", "prod"),
                List.of(new Listener(
                        new Endpoint("0.0.0.0", 22), process(800, "sshd"), Implementation.OPENSSH, 0, 128, 1)),
                2,
                2,
                1,
                List.of(new Blindspot(Blindspot.Sense.PIPES, "needs CAP_SYS_PTRACE: run the agent as root")));
    }

    static Receipt receipt(Outcome outcome) {
        return receipt(outcome, List.of(process(20905, "sleep")));
    }

    static Receipt receipt(Outcome outcome, List<HostProcess> left) {
        return new Receipt(
                COMMAND,
                WEB,
                outcome,
                List.of(new Receipt.Step("TERM to sshd 20840", NOON.plusSeconds(1))),
                left,
                Duration.ofMillis(1_240),
                NOON.plusSeconds(2));
    }

    static CommandView command(Optional<Receipt> receipt) {
        return new CommandView(
                new Command(
                        COMMAND,
                        WEB,
                        BOOT,
                        4,
                        Action.DROP,
                        new CommandTarget.OneConnection(
                                new SocketCookie(0x3f2a),
                                new Endpoint("10.0.0.1", 22),
                                new Endpoint("10.0.0.7", 51123),
                                new ProcessStamp(20840, 6_990),
                                1000),
                        new Guard(NOON),
                        "why",
                        NOON,
                        NOON.plusSeconds(60)),
                receipt);
    }

    static CommandTarget.OneConnection connection(Command command) {
        return (CommandTarget.OneConnection) command.target();
    }

    static HostProcess process(int pid, String command) {
        return new HostProcess(new ProcessStamp(pid, 7_000), 1000, command, ProcessState.SLEEPING);
    }

    private static TcpHealth tcp() {
        return new TcpHealth(
                TcpState.ESTABLISHED,
                TcpTimer.RETRANSMIT,
                9,
                0,
                9,
                3,
                0,
                816,
                64_000,
                NOON.minusSeconds(145),
                NOON.minusSeconds(150),
                NOON.minusSeconds(30),
                9_000,
                12_000);
    }
}
