package io.hangup.agent.policy.file;

import java.io.IOException;

/// Remembers, over the end of this process, that there was a policy file: one that is gone later is not one that never
/// was.
public interface Encounter {
    /// Whether there ever was one.
    boolean happened();

    void note() throws IOException;

    /// How to have it forgotten, as words between *put it back, or* and *to go by the built-in one*.
    String cure();
}
