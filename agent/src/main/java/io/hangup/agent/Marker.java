package io.hangup.agent;

import io.hangup.agent.policy.file.Encounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Remembers by a file of its own, which root may remove.
///
/// @param file its folder is there
record Marker(Path file) implements Encounter {
    @Override
    public boolean happened() {
        return Files.exists(file);
    }

    @Override
    public void note() throws IOException {
        Files.createFile(file);
    }

    @Override
    public String cure() {
        return "remove " + file + " and " + Again.EXECUTOR;
    }
}
