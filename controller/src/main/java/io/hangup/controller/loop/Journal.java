package io.hangup.controller.loop;

import io.hangup.controller.govern.Effect;
import io.vertx.core.Future;
import java.util.List;

/// Where decisions are written down: all effects of one call become visible at once, or none does. One call at a time.
public interface Journal {
    /// Completes when it is known which of the two happened, however long the store is away; never fails for that.
    Future<Written> write(List<Effect> effects);

    /// Whether it has something to write of its own, so that it must be called though nothing was decided.
    boolean due();

    /// Which controller this is: every takeover of the fleet counts one more, and every command carries it.
    long epoch();

    /// What became of a write.
    sealed interface Written {
        /// All of it is in the store for good.
        record Kept() implements Written {}

        /// None of it is, and none will be: decide again.
        record NotKept(String why) implements Written {}
    }
}
