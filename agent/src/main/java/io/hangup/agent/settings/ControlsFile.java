package io.hangup.agent.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import io.hangup.protocol.snapshot.Control;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// What was found last, so that `since` and `before` survive a restart. Losing it costs only those.
final class ControlsFile {
    private static final Logger LOG = System.getLogger(ControlsFile.class.getName());
    private static final long LONGEST = 1 << 20;

    private final Path file;

    ControlsFile(Path folder) {
        file = folder.resolve("controls.json");
    }

    List<Control> read() {
        try {
            return Files.notExists(file) || Files.size(file) > LONGEST
                    ? List.of()
                    : Wire.json().readValue(Files.readAllBytes(file), new TypeReference<List<Control>>() {});
        } catch (IOException e) {
            LOG.log(Level.WARNING, file + " can't be read; how long settings are as they are starts anew: " + e);
            return List.of();
        }
    }

    void write(List<Control> controls) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, Wire.encode(controls));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(Level.WARNING, file + " can't be written: " + e);
        }
    }
}
