package io.hangup.protocol.command;

import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.WorkStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was decided: who is to do what to whom, by which rule, and until when. Its fingerprint travels in
/// every command of the plan; today a plan is one command.
public record Plan(
        HostId host,
        BootId boot,
        Action action,
        CommandTarget target,
        Guard guard,
        Optional<RuleStamp> rule,
        String reason,
        Instant notAfter) {

    public Fingerprint fingerprint() {
        List<String> texts = new ArrayList<>(List.of("hangup-plan-v2", host.value(), boot.value(), action.name()));
        texts.addAll(texts(target));
        texts.addAll(List.of(
                millis(guard.quietSince()),
                guard.silentSince().map(Plan::millis).orElse(""),
                guard.work().map(WorkStamp::toString).orElse(""),
                guard.warning().map(Duration::toString).orElse(""),
                rule.map(RuleStamp::id).orElse(""),
                rule.map(stamp -> stamp.hash().value()).orElse(""),
                reason,
                millis(notAfter)));
        return Fingerprint.of(texts);
    }

    /// Each kind has its name first, so that no two have the same texts.
    private static List<String> texts(CommandTarget target) {
        return switch (target) {
            case CommandTarget.OneConnection(var cookie, var local, var peer, var process, int uid, var session) ->
                List.of(
                        "connection",
                        cookie.toString(),
                        local.toString(),
                        peer.toString(),
                        stamp(process),
                        Integer.toString(uid),
                        session.map(Plan::stamp).orElse(""));
            case CommandTarget.Server(var address, var process, int uid) ->
                List.of("server", address.toString(), stamp(process), Integer.toString(uid));
            case CommandTarget.OneOrphan(var process, int uid, long auditSession) ->
                List.of("orphan", stamp(process), Integer.toString(uid), Long.toString(auditSession));
        };
    }

    private static String stamp(ProcessStamp process) {
        return process.pid() + " " + process.startTicks();
    }

    /// As exact as it travels.
    private static String millis(Instant instant) {
        return Long.toString(instant.toEpochMilli());
    }
}
