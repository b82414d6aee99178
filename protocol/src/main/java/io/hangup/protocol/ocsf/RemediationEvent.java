package io.hangup.protocol.ocsf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.PeerProbe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A command and what became of it: Process Remediation Activity, 7003.
final class RemediationEvent {
    private static final int MOST_STEPS = 32;
    private static final int MOST_PROCESSES = 32;
    private static final int SUCCESS = 1;
    private static final int FAILURE = 2;
    private static final int UNKNOWN = 0;
    private static final int OTHER = 99;
    private static final int MEDIUM = 3;
    private static final int CRITICAL = 5;

    private RemediationEvent() {}

    static Event of(Entry.Ordered ordered, Instant at) {
        Command command = ordered.command();
        Event event = event("command", command.id(), command.action(), at);
        event.status(OTHER, "Ordered").why("ordered", command.reason());
        event.message("command " + command.id() + ": " + FindingEvent.word(command.action()) + ", " + command.reason());
        target(event, command);
        command.rule()
                .ifPresent(rule -> event.root()
                        .putObject("policy")
                        .put("type", "rule")
                        .put("uid", rule.id())
                        .put("version", rule.hash().value()));
        ObjectNode unmapped = event.unmapped();
        unmapped.put("epoch", command.epoch()).put("plan", command.plan().value());
        unmapped.put("not_after", command.notAfter().toEpochMilli());
        ObjectNode guard = unmapped.putObject("guard");
        guard.put("quiet_since", command.guard().quietSince().toEpochMilli());
        command.guard().silentSince().ifPresent(since -> guard.put("silent_since", since.toEpochMilli()));
        command.guard().work().ifPresent(work -> guard.put("work", work.toString()));
        command.guard().warning().ifPresent(ahead -> guard.put("warning", ahead.toMillis()));
        ArrayNode approved = unmapped.putArray("approved_by");
        ordered.approvedBy().forEach(approved::add);
        ordered.finding().ifPresent(finding -> subject(event, finding));
        return event;
    }

    static Event of(Entry.Answered answered, Instant at) {
        Receipt receipt = answered.receipt();
        Action action = answered.command().map(Command::action).orElse(Action.UNKNOWN);
        Event event = event("receipt", receipt.command(), action, at);
        outcome(event, receipt.outcome());
        event.message("answered " + receipt.command() + ": "
                + event.root().get("status_code").asText() + detail(event));
        answered.command()
                .ifPresentOrElse(
                        command -> target(event, command), () -> event.device(receipt.host(), Optional.empty()));
        if (answered.command().isEmpty()) {
            event.root().putObject("process").put("uid", receipt.command().value());
        }
        event.root().put("duration", receipt.took().toMillis());
        ObjectNode unmapped = event.unmapped();
        unmapped.put("host_time", receipt.at().toEpochMilli());
        ArrayNode steps = unmapped.putArray("steps");
        receipt.steps().stream()
                .limit(MOST_STEPS)
                .forEach(step -> steps.addObject()
                        .put("what", Clip.text(step.what()))
                        .put("time", step.at().toEpochMilli()));
        ArrayNode left = unmapped.putArray("left_behind");
        receipt.leftBehind().stream()
                .limit(MOST_PROCESSES)
                .forEach(process -> left.addObject()
                        .put("pid", process.pid())
                        .put("start_ticks", process.stamp().startTicks())
                        .put("uid", process.uid())
                        .put("name", Clip.text(process.command())));
        answered.finding().ifPresent(finding -> subject(event, finding));
        return event;
    }

    static Event of(Entry.Unanswered unanswered, Instant at) {
        Finding finding = unanswered.finding();
        Event event = event("unanswered", unanswered.command(), unanswered.action(), at);
        event.status(UNKNOWN, "Unknown")
                .why("unanswered", "the host did not answer in time: nobody knows what became of it");
        event.message("no answer to " + unanswered.command());
        event.device(finding.target().host(), Optional.of(finding.target().boot()));
        event.root().putObject("process").put("uid", finding.target().id());
        subject(event, finding);
        return event;
    }

    private static Event event(String code, CommandId id, Action action, Instant at) {
        Event event = new Event(Event.Kind.PROCESS_REMEDIATION, code, at).profiles(List.of("host", "security_control"));
        event.root().put("command_uid", id.value());
        switch (action) {
            case CLOSE, DROP, REAP -> event.activity(2, "Evict");
            case RESTART_SSHD -> event.activity(3, "Restore");
            case PROBE -> event.activity(5, "Detect");
            case WARN -> event.activity(OTHER, "Warn");
            case KEEP -> event.activity(OTHER, "Keep");
            case UNKNOWN -> event.activity(0, "Unknown");
        }
        event.unmapped().put("action", FindingEvent.word(action));
        return event;
    }

    /// By what the host proved, and never by what was asked.
    private static void outcome(Event event, Outcome outcome) {
        switch (outcome) {
            case Outcome.Gone() -> event.status(SUCCESS, "Success").why("gone", "looked for and not found");
            case Outcome.ChannelClosed(int others) ->
                event.status(SUCCESS, "Success").why("channel-closed", "the connection still carries " + others);
            case Outcome.Reaped(int ended) ->
                event.status(SUCCESS, "Success").why("reaped", ended + " processes ended");
            case Outcome.Warned(int terminals) ->
                event.status(SUCCESS, "Success").why("warned", "on " + terminals + " terminals");
            case Outcome.Kept(Instant until) -> event.status(SUCCESS, "Success").why("kept", "until " + until);
            case Outcome.StillThere(String why) ->
                event.status(FAILURE, "Failure").why("still-there", why);
            case Outcome.Refused(String because) ->
                event.status(FAILURE, "Failure").why("refused", because);
            case Outcome.Expired() -> event.status(FAILURE, "Failure").why("expired", "it came too late");
            case Outcome.Unknown(String why) -> event.status(UNKNOWN, "Unknown").why("unknown", why);
            case Outcome.Probed(PeerProbe probe) ->
                event.status(SUCCESS, "Success").why("probed", FindingEvent.word(probe.answer()));
            case Outcome.Restarted(int before, int after) ->
                event.status(SUCCESS, "Success").why("restarted", after + " of " + before + " sessions stayed");
            case Outcome.NotRestarted(String why, boolean listening) ->
                event.status(FAILURE, "Failure")
                        .why("not-restarted", (listening ? "a server listens: " : "NOBODY LISTENS: ") + why);
        }
        event.root().put("action_id", outcome instanceof Outcome.Refused ? 2 : 1);
        if (outcome instanceof Outcome.Unknown || outcome instanceof Outcome.StillThere) {
            event.root().put("severity_id", MEDIUM);
        }
        if (outcome instanceof Outcome.NotRestarted(var _, boolean listening)) {
            event.root().put("severity_id", listening ? MEDIUM : CRITICAL);
        }
    }

    private static String detail(Event event) {
        String detail = event.root().get("status_detail").asText();
        return detail.isEmpty() ? "" : ", " + detail;
    }

    private static void target(Event event, Command command) {
        event.device(command.host(), Optional.of(command.boot()));
        CommandTarget target = command.target();
        ObjectNode process = event.root().putObject("process");
        process.put("pid", target.process().pid());
        process.put(
                "uid",
                command.boot() + ":" + target.process().pid() + ":"
                        + target.process().startTicks());
        process.putObject("user").put("uid", Integer.toString(target.uid()));
        switch (target) {
            case CommandTarget.OneConnection one -> connection(event.unmapped(), one);
            case CommandTarget.Server(var address, var _, int _) ->
                endpoint(event.unmapped().putObject("listener"), address);
            case CommandTarget.OneOrphan(var _, int _, long auditSession) ->
                event.unmapped().put("audit_session", auditSession);
        }
    }

    private static void connection(ObjectNode unmapped, CommandTarget.OneConnection target) {
        ObjectNode connection = unmapped.putObject("connection");
        connection.put("cookie", target.cookie().toString());
        endpoint(connection.putObject("local"), target.local());
        endpoint(connection.putObject("peer"), target.peer());
        target.session()
                .ifPresent(leader ->
                        unmapped.putObject("session").put("pid", leader.pid()).put("start_ticks", leader.startTicks()));
    }

    private static void endpoint(ObjectNode node, Endpoint endpoint) {
        node.put("ip", Clip.text(endpoint.address())).put("port", endpoint.port());
    }

    private static void subject(Event event, Finding finding) {
        event.about(finding.id().value());
        event.unmapped().put("verdict", FindingEvent.word(finding.verdict()));
        event.unmapped().put("user", Clip.text(finding.subject().user()));
    }
}
