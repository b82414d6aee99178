package io.hangup.controller.govern;

import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Verdict;
import java.util.Optional;

/// Takes back what was said of a host of which nothing is known now.
final class Doubting {
    private Doubting() {}

    static Step step(String why, Draft draft) {
        for (Watch watch : draft.watches()) {
            Watch next = watch.interrupted();
            draft.put(next);
            Optional<Finding> told = next.finding().filter(Finding::stands);
            told.ifPresent(finding ->
                    draft.publish(next, Findings.with(finding, Verdict.UNKNOWN, draft.at()), "unknown: " + why));
        }
        return draft.step();
    }
}
