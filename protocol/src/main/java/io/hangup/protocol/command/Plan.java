package io.hangup.protocol.command;

import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.WorkStamp;
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
        List<String> texts = new ArrayList<>(List.of(
                "hangup-plan-v1",
                host.value(),
                boot.value(),
                action.name(),
                target.cookie().toString(),
                target.local().toString(),
                target.peer().toString(),
                Integer.toString(target.process().pid()),
                Long.toString(target.process().startTicks()),
                Integer.toString(target.uid()),
                millis(guard.quietSince()),
                guard.silentSince().map(Plan::millis).orElse(""),
                guard.work().map(WorkStamp::toString).orElse(""),
                rule.map(RuleStamp::id).orElse(""),
                rule.map(stamp -> stamp.hash().value()).orElse(""),
                reason,
                millis(notAfter)));
        target.session().ifPresent(leader -> {
            texts.add(Integer.toString(leader.pid()));
            texts.add(Long.toString(leader.startTicks()));
        });
        guard.warning().ifPresent(ahead -> texts.add("warning " + ahead));
        return Fingerprint.of(texts);
    }

    /// As exact as it travels.
    private static String millis(Instant instant) {
        return Long.toString(instant.toEpochMilli());
    }
}
