package io.hangup.agent.executor;

import io.hangup.agent.loop.Clock;
import io.hangup.agent.policy.Judge;
import io.hangup.agent.policy.Law;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Why nothing may be ended here now, as the host's policy says; only to be shown, so it may be a little old. Who is
/// about to end something asks the policy itself.
public final class ShownHalt implements Supplier<Optional<String>> {
    /// Less than is usual between two looks: with each of those it is read, with a look each second it is not.
    static final Duration FRESH = Duration.ofSeconds(4);

    private final Supplier<Law> law;
    private final Clock clock;
    private Optional<String> why = Optional.empty();
    private @Nullable Duration readAt;

    /// @param law what holds now, read anew each time
    public ShownHalt(Supplier<Law> law, Clock clock) {
        this.law = law;
        this.clock = clock;
    }

    @Override
    public Optional<String> get() {
        Duration now = clock.running();
        if (readAt == null || now.compareTo(readAt.plus(FRESH)) >= 0) {
            why = Judge.halt(law.get());
            readAt = now;
        }
        return why;
    }
}
