package io.hangup.protocol.wire;

import static io.hangup.protocol.wire.Samples.BOOT;
import static io.hangup.protocol.wire.Samples.COOKIE;
import static io.hangup.protocol.wire.Samples.NOON;
import static io.hangup.protocol.wire.Samples.WEB_1;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.feed.AuditPage;
import io.hangup.protocol.feed.Chain;
import io.hangup.protocol.feed.ClientRow;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.ControlRow;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.feed.Problem;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.ProcessState;
import java.util.List;
import java.util.Optional;

/// One value that travels, and the file that says how it looks.
///
/// @param name of the file, without `.json`
/// @param topic on which it travels; empty for what only the API serves
record Golden(String name, Optional<Topic> topic, JavaType type, Object value) {
    private static final Target.OneConnection CONNECTION = new Target.OneConnection(WEB_1, BOOT, COOKIE);
    private static final Target.OneSession SESSION = new Target.OneSession(
            WEB_1,
            BOOT,
            COOKIE,
            Samples.process(20_901, 1000, "bash", ProcessState.SLEEPING).stamp());
    private static final Target.OneOrphan ORPHAN = new Target.OneOrphan(
            WEB_1,
            BOOT,
            Samples.process(20_999, 1000, "sleep", ProcessState.SLEEPING).stamp());
    private static final Target.Host HOST = new Target.Host(WEB_1, BOOT);

    /// Every value, together every record, sealed case and file there is.
    static List<Golden> all() {
        return List.of(
                on(Topic.SNAPSHOTS, "host-snapshot", Samples.everyKindOfConnection()),
                on(Topic.HEARTBEATS, "heartbeat", Samples.heartbeat()),
                on(Topic.COMMANDS, "command", Samples.command()),
                on(Topic.COMMANDS, "command-close", Samples.close()),
                on(Topic.COMMANDS, "command-restart-sshd", Samples.restart()),
                on(Topic.COMMANDS, "command-reap", Samples.reap()),
                on(Topic.RECEIPTS, "receipt-gone", Samples.receipt(new Outcome.Gone())),
                on(Topic.RECEIPTS, "receipt-channel-closed", Samples.receipt(new Outcome.ChannelClosed(2))),
                on(Topic.RECEIPTS, "receipt-reaped", Samples.receipt(new Outcome.Reaped(3))),
                on(Topic.RECEIPTS, "receipt-warned", Samples.receipt(new Outcome.Warned(1))),
                on(Topic.RECEIPTS, "receipt-kept", Samples.receipt(new Outcome.Kept(NOON.plusSeconds(3_600)))),
                on(Topic.RECEIPTS, "receipt-still-there", Samples.receipt(new Outcome.StillThere("state D"))),
                on(Topic.RECEIPTS, "receipt-refused", Samples.receipt(new Outcome.Refused("read at 11:59:58"))),
                on(Topic.RECEIPTS, "receipt-expired", Samples.receipt(new Outcome.Expired())),
                on(Topic.RECEIPTS, "receipt-restarted", Samples.receipt(new Outcome.Restarted(3, 3))),
                on(
                        Topic.RECEIPTS,
                        "receipt-not-restarted",
                        Samples.receipt(new Outcome.NotRestarted("its start failed", false))),
                on(Topic.RECEIPTS, "receipt-unknown", Samples.receipt(new Outcome.Unknown("the agent died"))),
                on(
                        Topic.RECEIPTS,
                        "receipt-probed",
                        Samples.receipt(new Outcome.Probed(
                                new PeerProbe(PeerProbe.Answer.ANSWERED, Samples.NOON, Samples.NOON, 1)))),
                finding("orphan", ORPHAN, Verdict.STUCK, new Progress.Reported()),
                finding("reported", HOST, Verdict.UNKNOWN, new Progress.Reported()),
                finding("shadowed", CONNECTION, Verdict.STUCK, new Progress.Shadowed(Action.WARN)),
                finding("held-back", SESSION, Verdict.STUCK, new Progress.HeldBack(Action.CLOSE, "budget spent")),
                finding("commanded", CONNECTION, Verdict.STUCK, commanded()),
                finding("answered", CONNECTION, Verdict.ENDED, answered()),
                finding("unanswered", SESSION, Verdict.CLEARED, unanswered()),
                served("session-rows", new TypeReference<Page<SessionRow>>() {}, Samples.sessionRows()),
                served("host-rows", new TypeReference<Page<HostRow>>() {}, Samples.hostRows()),
                served("client-rows", new TypeReference<Page<ClientRow>>() {}, Hops.clientRows()),
                served("orphan-rows", new TypeReference<Page<OrphanRow>>() {}, Hops.orphanRows()),
                served("chain", new TypeReference<Chain>() {}, Hops.chain()),
                served("control-rows", new TypeReference<Page<ControlRow>>() {}, Samples.controlRows()),
                served("command-view", new TypeReference<CommandView>() {}, view()),
                served(
                        "command-request",
                        new TypeReference<CommandRequest>() {},
                        CommandRequest.drop("web-1:9c1e-3f2a", "left")),
                served("audit-page", new TypeReference<AuditPage>() {}, Samples.auditPage()),
                served("command-draft", new TypeReference<CommandDraft>() {}, Samples.draft()),
                served("approval", new TypeReference<Approval>() {}, new Approval("0".repeat(16), "f".repeat(128))),
                served(
                        "problem",
                        new TypeReference<Problem>() {},
                        new Problem("No such target", 404, "see: hangup stuck")));
    }

    /// For the names of parameterized tests.
    @Override
    public String toString() {
        return name;
    }

    private static Progress commanded() {
        return new Progress.Commanded(Samples.command().id(), Action.DROP, NOON, NOON.plusSeconds(90));
    }

    private static Progress answered() {
        return new Progress.Answered(Samples.receipt(new Outcome.Gone()));
    }

    private static Progress unanswered() {
        return new Progress.Unanswered(Samples.command().id(), Action.DROP, NOON.plusSeconds(90));
    }

    private static CommandView view() {
        return new CommandView(Samples.command(), Optional.of(Samples.receipt(new Outcome.Gone())));
    }

    private static Golden finding(String name, Target target, Verdict verdict, Progress progress) {
        return on(Topic.FINDINGS, "finding-" + name, Samples.finding(target, verdict, progress));
    }

    private static Golden on(Topic topic, String name, Object value) {
        return new Golden(name, Optional.of(topic), Wire.json().constructType(value.getClass()), value);
    }

    private static <T> Golden served(String name, TypeReference<T> type, T value) {
        return new Golden(name, Optional.empty(), Wire.json().constructType(type), value);
    }
}
