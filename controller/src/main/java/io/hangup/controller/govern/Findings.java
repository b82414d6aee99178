package io.hangup.controller.govern;

import io.hangup.protocol.finding.Clause;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Verdict;
import java.time.Instant;
import java.util.List;

/// A finding with something about it changed.
final class Findings {
    private Findings() {}

    static Finding with(Finding finding, Verdict verdict, Instant at) {
        return with(finding, verdict, finding.mode(), finding.evidence(), finding.progress(), at);
    }

    static Finding with(Finding finding, Progress progress, Instant at) {
        return with(finding, finding.verdict(), finding.mode(), finding.evidence(), progress, at);
    }

    static Finding with(Finding finding, Verdict verdict, Progress progress, Instant at) {
        return with(finding, verdict, finding.mode(), finding.evidence(), progress, at);
    }

    static Finding with(
            Finding finding, Verdict verdict, Mode mode, List<Clause> evidence, Progress progress, Instant at) {
        return new Finding(
                finding.id(),
                finding.rule(),
                finding.ruleHash(),
                finding.summary(),
                finding.target(),
                finding.subject(),
                verdict,
                mode,
                finding.since(),
                at,
                evidence,
                progress);
    }
}
