package io.hangup.agent.journal;

import java.io.IOException;
import java.nio.file.Path;

/// Another agent runs with the same state.
public final class LedgerInUse extends IOException {
    private static final long serialVersionUID = 1;

    LedgerInUse(Path folder) {
        super("another agent uses " + folder + "; stop it, or give each agent its own stateDir");
    }
}
