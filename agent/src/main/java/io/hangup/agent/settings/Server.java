package io.hangup.agent.settings;

import io.hangup.agent.audit.Arguments;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A listening SSH server of this host, as its process was started.
///
/// @param port of its first listener; tells several servers of one host apart
public record Server(HostProcess process, Implementation implementation, int port) {
    /// `USER_HZ`, proc(5).
    private static final int TICKS_PER_SECOND = 100;

    private static final int LONGEST_LINE = 4_096;

    /// Each server once, by port.
    public static List<Server> of(List<Listener> listeners) {
        return listeners.stream()
                .map(l ->
                        new Server(l.process(), l.implementation(), l.address().port()))
                .collect(Collectors.toMap(s -> s.process().stamp(), s -> s, (first, _) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    Instant startedAt(Instant bootedAt) {
        return bootedAt.plus(Duration.ofMillis(process.stamp().startTicks() * (1_000 / TICKS_PER_SECOND)));
    }

    /// The program it runs; of one that was replaced since, the new one. Empty when it may not be read, or when the
    /// server lives in another root.
    public Optional<Path> program() {
        try {
            if (!Files.readSymbolicLink(proc("root")).equals(Path.of("/"))) {
                return Optional.empty();
            }
            String text = Files.readSymbolicLink(proc("exe")).toString().replaceFirst(" \\(deleted\\)$", "");
            return Optional.of(Path.of(text)).filter(Files::isExecutable);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    public Arguments arguments() {
        return Arguments.of(String.join(" ", line()));
    }

    /// Its command line, as far as it did not overwrite it.
    List<String> line() {
        try {
            byte[] raw = Files.readAllBytes(proc("cmdline"));
            String text = new String(raw, 0, Math.min(raw.length, LONGEST_LINE), StandardCharsets.UTF_8);
            return List.of(text.split("\0", -1));
        } catch (IOException gone) {
            return List.of();
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Integer.toString(process.pid()), file);
    }
}
