package io.hangup.agent.restart;

import java.nio.file.Path;
import java.util.Locale;

/// What can be asked for by a file.
enum Work {
    TEST,
    RESTART;

    /// Where it is asked for.
    Path request(Path folder) {
        return folder.resolve("restart-sshd." + word());
    }

    /// Where it is answered.
    Path answer(Path folder) {
        return folder.resolve(word());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
