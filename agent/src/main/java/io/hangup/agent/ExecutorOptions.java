package io.hangup.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How an executor is started.
///
/// @param socket where it listens; empty where it is handed the socket on its standard input
/// @param peer the agent's user, who may connect beside root and its own
/// @param idleAfter so long without work it ends; never when empty
record ExecutorOptions(Path config, Optional<Path> socket, Optional<String> peer, Optional<Duration> idleAfter) {
    static final String USAGE = "usage: hangup-executor --config FILE [--socket PATH] [--peer USER] [--idle-minutes N]";

    /// Empty when they make no sense.
    static Optional<ExecutorOptions> of(String... arguments) {
        Path config = null;
        Path socket = null;
        String peer = null;
        Duration idle = null;
        if (arguments.length % 2 != 0) {
            return Optional.empty();
        }
        for (int i = 0; i < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--config" -> config = Path.of(value);
                case "--socket" -> socket = Path.of(value);
                case "--peer" -> peer = value;
                case "--idle-minutes" -> {
                    if (!value.matches("[1-9][0-9]{0,3}")) {
                        return Optional.empty();
                    }
                    idle = Duration.ofMinutes(Integer.parseInt(value));
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return config == null
                ? Optional.empty()
                : Optional.of(new ExecutorOptions(
                        config, Optional.ofNullable(socket), Optional.ofNullable(peer), Optional.ofNullable(idle)));
    }
}
