package io.hangup.agent;

import io.hangup.agent.policy.file.Encounter;
import java.nio.file.Path;

/// Remembers for as long as this process runs: the half that sees only shows the policy, and the one that acts goes by
/// a marker of its own.
final class SeenBeside implements Encounter {
    private final Path marker;

    /// @param marker the other half's
    SeenBeside(Path marker) {
        this.marker = marker;
    }

    @Override
    public boolean happened() {
        return false;
    }

    @Override
    public void note() {
        // The book remembers it itself.
    }

    @Override
    public String cure() {
        return new Marker(marker).cure() + " and " + Again.AGENT;
    }
}
