package io.hangup.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What every command starts from.
record Context(Screen screen, Map<String, String> environment) {
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /// The checkout that `./hangup` belongs to.
    Optional<Path> home() {
        return variable("HANGUP_HOME").map(Path::of);
    }

    /// Where `hangup up` keeps its keys, configuration and data unless told otherwise.
    Path state() {
        return home().orElse(Path.of("")).resolve(".hangup").toAbsolutePath();
    }
}
