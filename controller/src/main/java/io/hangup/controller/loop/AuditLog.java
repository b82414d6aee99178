package io.hangup.controller.loop;

import io.hangup.protocol.feed.AuditPage;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/// What was written down for good, as it is in the store.
public interface AuditLog {
    /// Some records from an instant of the store's clock on; empty when too many ask at once.
    Future<Optional<AuditPage>> since(Instant instant);

    /// Some records from an offset on; empty when too many ask at once.
    Future<Optional<AuditPage>> from(long offset);
}
