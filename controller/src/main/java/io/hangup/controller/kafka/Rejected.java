package io.hangup.controller.kafka;

import io.hangup.protocol.wire.Topic;

/// Counts records that were turned away.
@FunctionalInterface
public interface Rejected {
    /// @param reason short and from a fixed list, fit for a metric's label
    void count(Topic topic, String reason);
}
