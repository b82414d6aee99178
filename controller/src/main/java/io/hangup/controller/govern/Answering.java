package io.hangup.controller.govern;

import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.PeerProbe;
import java.time.Instant;
import java.util.Optional;

/// Takes a host's answer to a command. A host can answer only for itself, and only what it was asked; a
/// second answer changes nothing.
final class Answering {
    private final Policy policy;

    Answering(Policy policy) {
        this.policy = policy;
    }

    Step step(Input.Answered input, Draft draft) {
        Receipt receipt = input.receipt();
        draft.awaiting(receipt)
                .ifPresentOrElse(
                        watch -> settle(watch, watch.finding().orElseThrow(), input, draft), () -> noted(input, draft));
        return draft.step();
    }

    /// No finding waits for it: a question to a peer makes none. Answers to what nobody asked are not written
    /// down, for a host could send as many as it likes.
    private static void noted(Input.Answered input, Draft draft) {
        if (input.first().isPresent()) {
            draft.audit(new Entry.Answered(input.receipt(), input.first(), Optional.empty()));
        }
    }

    private void settle(Watch watch, Finding finding, Input.Answered input, Draft draft) {
        Receipt receipt = input.receipt();
        Watch rested =
                watch.restingUntil(draft.at().plus(policy.coolDown().multipliedBy(Math.max(1, watch.attempts()))));
        Finding answered =
                Findings.with(finding, verdict(finding, receipt.outcome()), new Progress.Answered(receipt), draft.at());
        draft.publish(rested, answered, new Entry.Answered(receipt, input.first(), Optional.of(answered)));
    }

    private static Verdict verdict(Finding finding, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Gone(), Outcome.ChannelClosed(int _), Outcome.Reaped(int _) -> Verdict.ENDED;
            case Outcome.StillThere(String _) -> finding.over() ? finding.verdict() : Verdict.STUCK;
            case Outcome.Unknown(String _) -> finding.over() ? finding.verdict() : Verdict.UNKNOWN;
            // That nobody can log in is nothing to be taken off the list.
            case Outcome.NotRestarted(String _, boolean listening) when !listening -> Verdict.STUCK;
            case Outcome.Restarted(int _, int _),
                    Outcome.NotRestarted(String _, boolean _),
                    Outcome.Refused(String _),
                    Outcome.Expired(),
                    Outcome.Probed(PeerProbe _),
                    Outcome.Warned(int _),
                    Outcome.Kept(Instant _) -> Asking.byOperator(finding) ? Verdict.CLEARED : finding.verdict();
        };
    }
}
