package io.hangup.controller.govern;

/// Turns judgements into findings, and findings into commands within a budget. It decides and never acts: equal
/// arguments, equal step.
///
/// A finding's moves: it opens `STUCK` once its condition has held for its time; `UNKNOWN` while nobody can
/// tell, and back; `ENDED` when a host proves that the target is gone after a command; `CLEARED` when it went
/// away or came back by itself; forgotten some time after either.
public final class Governor {
    private final Policy policy;
    private final Acting acting;
    private final Asking asking;
    private final Answering answering;

    /// @param epoch of this controller's rule over the fleet: each command carries it
    public Governor(Policy policy, long epoch) {
        this.policy = policy;
        this.acting = new Acting(policy, epoch);
        this.asking = new Asking(policy, acting, epoch);
        this.answering = new Answering(policy);
    }

    public Step decide(Ledger ledger, Input input) {
        return switch (input) {
            case Input.Judged judged -> {
                Draft draft = new Draft(ledger, judged.host().host(), judged.at());
                yield new Judging(policy, acting, judged, draft).step();
            }
            case Input.InDoubt doubt -> Doubting.step(doubt.why(), new Draft(ledger, doubt.host(), doubt.at()));
            case Input.Missed missed -> {
                Draft draft = new Draft(ledger, missed.host(), missed.at());
                draft.watches().forEach(watch -> draft.put(watch.interrupted()));
                yield draft.step();
            }
            case Input.Gone gone -> Clearing.step(new Draft(ledger, gone.host(), gone.at()));
            case Input.Answered answered ->
                answering.step(answered, new Draft(ledger, answered.receipt().host(), answered.at()));
            case Input.Asked asked ->
                asking.step(asked, new Draft(ledger, asked.host().host(), asked.at()));
            case Input.Tick tick -> new Ticking(policy, tick.at()).step(ledger);
        };
    }
}
