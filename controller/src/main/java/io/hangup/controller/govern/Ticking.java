package io.hangup.controller.govern;

import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.HostId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Gives up commands that were not answered in time, and forgets findings that were over for long enough.
final class Ticking {
    private final Policy policy;
    private final Instant now;

    Ticking(Policy policy, Instant now) {
        this.policy = policy;
        this.now = now;
    }

    Step step(Ledger ledger) {
        List<HostId> due = ledger.shelf()
                .books()
                .filter(book -> book.getValue().watches().values().stream().anyMatch(this::due))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        Ledger next = ledger;
        List<Effect> effects = new ArrayList<>();
        for (HostId host : due) {
            Draft draft = new Draft(next, host, now);
            draft.watches().stream().filter(this::due).forEach(watch -> settle(watch, draft));
            Step step = draft.step();
            next = step.next();
            effects.addAll(step.effects());
        }
        return new Step(next, effects);
    }

    private boolean due(Watch watch) {
        return watch.finding().filter(finding -> late(finding) || old(finding)).isPresent();
    }

    private boolean late(Finding finding) {
        return finding.progress() instanceof Progress.Commanded sent && now.isAfter(sent.answerBy());
    }

    private boolean old(Finding finding) {
        return finding.over() && now.isAfter(finding.at().plus(policy.findingsKept()));
    }

    private void settle(Watch watch, Draft draft) {
        Finding finding = watch.finding().orElseThrow();
        if (finding.progress() instanceof Progress.Commanded sent && late(finding)) {
            Progress unanswered = new Progress.Unanswered(sent.command(), sent.action(), now);
            Verdict verdict = finding.over() ? finding.verdict() : Verdict.UNKNOWN;
            Watch rested = watch.restingUntil(now.plus(policy.coolDown().multipliedBy(Math.max(1, watch.attempts()))));
            Finding given = Findings.with(finding, verdict, unanswered, now);
            draft.publish(rested, given, new Entry.Unanswered(sent.command(), sent.action(), given));
        } else {
            draft.forget(watch);
        }
    }
}
