package io.hangup.controller.govern;

import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.PeerProbe;

/// Takes a host's answer to a command. A host can answer only for itself, and only what it was asked; a second answer
/// changes nothing.
final class Answering {
    private final Policy policy;

    Answering(Policy policy) {
        this.policy = policy;
    }

    Step step(Receipt receipt, Draft draft) {
        draft.awaiting(receipt).ifPresent(watch -> settle(watch, watch.finding().orElseThrow(), receipt, draft));
        return draft.step();
    }

    private void settle(Watch watch, Finding finding, Receipt receipt, Draft draft) {
        Watch rested =
                watch.restingUntil(draft.at().plus(policy.coolDown().multipliedBy(Math.max(1, watch.attempts()))));
        Finding answered =
                Findings.with(finding, verdict(finding, receipt.outcome()), new Progress.Answered(receipt), draft.at());
        draft.publish(rested, answered, "answered " + receipt.command() + ": " + told(receipt.outcome()));
    }

    private static Verdict verdict(Finding finding, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Gone() -> Verdict.ENDED;
            case Outcome.StillThere(String _) -> finding.over() ? finding.verdict() : Verdict.STUCK;
            case Outcome.Unknown(String _) -> finding.over() ? finding.verdict() : Verdict.UNKNOWN;
            case Outcome.Refused(String _), Outcome.Expired(), Outcome.Probed(PeerProbe _) ->
                Asking.byOperator(finding) ? Verdict.CLEARED : finding.verdict();
        };
    }

    private static String told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Gone() -> "gone";
            case Outcome.StillThere(String why) -> "still there: " + why;
            case Outcome.Refused(String because) -> "refused: " + because;
            case Outcome.Expired() -> "expired";
            case Outcome.Unknown(String why) -> "unknown: " + why;
            case Outcome.Probed(PeerProbe probe) -> "probed: " + probe.answer();
        };
    }
}
