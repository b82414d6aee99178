package io.hangup.controller.loop;

import io.vertx.core.Future;
import java.util.Optional;

/// Takes what comes in. Called on the loop's context only.
public interface Intake {
    /// @return why the record is turned away and is to be set aside; empty when it was taken
    Optional<Rejection> take(Arrival arrival);

    /// Completes when there is room for more: wait for it before the next batch.
    Future<Void> room();

    /// Everything that was in the store at the start has been taken: begin to decide.
    void rebuilt();

    /// Why the store can't be reached now; empty when it can.
    void degraded(Optional<String> why);

    /// A record that is not what it says it is.
    ///
    /// @param reason short and from a fixed list, fit for a metric's label
    /// @param why one sentence for an operator
    record Rejection(String reason, String why) {}
}
