package io.hangup.controller.loop;

import java.time.Instant;

/// Whether answers can be relied on. The moves: `Starting` becomes `Ready`; `Ready` and `Degraded` become each other.
public sealed interface Readiness {
    /// What was known before is still being read: nothing is answered yet.
    record Starting(String doing) implements Readiness {}

    record Ready() implements Readiness {}

    /// The last known state is served, nothing new comes in and nothing is decided.
    record Degraded(String why, Instant since) implements Readiness {}
}
