package io.hangup.controller.govern;

import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Verdict;
import java.util.Optional;

/// Closes what was said of a host that was taken out. A proof that still comes of a command on its way counts.
final class Clearing {
    private Clearing() {}

    static Step step(Draft draft) {
        for (Watch watch : draft.watches()) {
            Watch next = watch.interrupted();
            draft.put(next);
            Optional<Finding> open = next.finding().filter(finding -> !finding.over());
            open.ifPresent(finding -> draft.publish(
                    next,
                    Findings.with(finding, Verdict.CLEARED, draft.at()),
                    "cleared: nothing is known of its host any more"));
        }
        return draft.step();
    }
}
