package io.hangup.protocol.ocsf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.finding.Clause;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What was found, and what was decided not to be done about it: Detection Finding, 2004.
final class FindingEvent {
    static final int MOST_CLAUSES = 32;
    static final int MOST_SEEN = 8;
    private static final int RULE = 1;
    private static final int TARGET = 1;
    private static final int MEDIUM = 3;

    private FindingEvent() {}

    static Event of(Entry.Judged judged, Instant at) {
        Finding finding = judged.finding();
        Event event = new Event(Event.Kind.DETECTION_FINDING, code(judged), at)
                .about(finding.id().value());
        switch (judged.stage()) {
            case FOUND -> event.activity(1, "Create").status(1, "New");
            case CHANGED -> event.activity(2, "Update").status(2, "In Progress");
            case CLOSED -> event.activity(3, "Close").status(4, "Resolved");
            case FORGOTTEN -> event.activity(3, "Close").status(5, "Archived");
        }
        boolean alert = judged.stage() == Entry.Stage.FOUND && finding.verdict() == Verdict.STUCK;
        event.root().put("is_alert", alert);
        if (alert) {
            event.root().put("severity_id", MEDIUM);
        }
        event.why(doing(finding.progress()), judged.story())
                .message(finding.id() + " " + judged.story())
                .device(finding.target().host(), Optional.of(finding.target().boot()));
        info(event.root().putObject("finding_info"), finding);
        evidence(event.root().putArray("evidences"), finding.evidence());
        resource(event.root().putArray("resources").addObject(), finding);
        event.unmapped()
                .put("verdict", word(finding.verdict()))
                .put("mode", word(finding.mode()))
                .put("since", finding.since().toEpochMilli());
        return event;
    }

    private static String code(Entry.Judged judged) {
        return judged.stage().name().toLowerCase(Locale.ROOT);
    }

    /// What is being done about it, in one word.
    static String doing(Progress progress) {
        return switch (progress) {
            case Progress.Reported() -> "reported";
            case Progress.Shadowed _ -> "shadowed";
            case Progress.HeldBack _ -> "held-back";
            case Progress.Commanded _ -> "commanded";
            case Progress.Answered _ -> "answered";
            case Progress.Unanswered _ -> "unanswered";
        };
    }

    private static void info(ObjectNode info, Finding finding) {
        info.put("uid", finding.id().value());
        info.put("title", Clip.text(finding.summary()));
        info.put("modified_time", finding.at().toEpochMilli());
        ObjectNode analytic = info.putObject("analytic");
        analytic.put("type_id", RULE).put("type", "Rule").put("uid", finding.rule());
        analytic.put("version", finding.ruleHash());
        analytic.put("state_id", finding.mode() == Mode.SHADOW ? 3 : 1);
    }

    private static void evidence(ArrayNode evidences, List<Clause> clauses) {
        for (Clause clause : clauses.subList(0, Math.min(MOST_CLAUSES, clauses.size()))) {
            ObjectNode data = evidences.addObject().putObject("data");
            data.put("clause", Clip.text(clause.text())).put("held", clause.held());
            ArrayNode seen = data.putArray("seen");
            clause.seen().stream()
                    .limit(MOST_SEEN)
                    .forEach(fact ->
                            seen.addObject().put("fact", Clip.text(fact.fact())).put("value", Clip.text(fact.value())));
        }
    }

    private static void resource(ObjectNode resource, Finding finding) {
        Target target = finding.target();
        resource.put("uid", target.id()).put("type", type(target)).put("role_id", TARGET);
        resource.put("hostname", target.host().value());
        Finding.Subject subject = finding.subject();
        if (!subject.user().isEmpty()) {
            resource.putObject("owner").put("name", Clip.text(subject.user()));
        }
        ObjectNode data = resource.putObject("data");
        data.put("boot", target.boot().value());
        switch (target) {
            case Target.Host _ -> {}
            case Target.OneConnection one -> data.put("cookie", one.cookie().toString());
            case Target.OneOrphan one ->
                data.put("pid", one.process().pid())
                        .put("start_ticks", one.process().startTicks());
            case Target.OneSession one ->
                data.put("cookie", one.cookie().toString())
                        .put("pid", one.leader().pid())
                        .put("start_ticks", one.leader().startTicks());
        }
        data.put("terminal", Clip.text(subject.terminal()))
                .put("peer", Clip.text(subject.peer()))
                .put("command", Clip.text(subject.command()));
    }

    private static String type(Target target) {
        return switch (target) {
            case Target.Host _ -> "host";
            case Target.OneConnection _ -> "ssh-connection";
            case Target.OneOrphan _ -> "process";
            case Target.OneSession _ -> "ssh-session";
        };
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
