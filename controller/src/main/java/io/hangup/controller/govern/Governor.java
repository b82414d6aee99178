package io.hangup.controller.govern;

import java.util.List;

/// Turns judgements into findings, and findings into commands within a budget. It decides and never acts: equal
/// arguments, equal step.
public final class Governor {
    private final Policy policy;
    private final long epoch;

    /// @param epoch of this controller's rule over the fleet: each command carries it
    public Governor(Policy policy, long epoch) {
        this.policy = policy;
        this.epoch = epoch;
    }

    public Step decide(Ledger ledger, Input input) {
        Effect told = new Effect.Audit(
                "epoch " + epoch + ", " + policy + ": " + input.getClass().getSimpleName());
        return new Step(ledger, List.of(told).subList(1, 1));
    }
}
