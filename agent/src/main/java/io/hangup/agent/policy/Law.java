package io.hangup.agent.policy;

import java.util.Optional;

/// What holds on this host now.
public sealed interface Law {
    /// @param source where it stands: a file, or that it is the built-in one
    /// @param paused the file whose existence says that nothing is ended
    record InForce(Policy policy, String source, Optional<String> paused) implements Law {}

    /// There is a policy, and it can't be relied on: nothing at all is done.
    record Broken(String why) implements Law {}
}
