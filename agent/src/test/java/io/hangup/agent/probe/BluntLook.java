package io.hangup.agent.probe;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.snapshot.Blindspot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/// A process that looks a few times with whatever rights it was given, and writes down what it saw, a fact a line.
final class BluntLook {
    private BluntLook() {}

    public static void main(String[] arguments) throws IOException {
        try (LinuxProbe probe = LinuxProbe.open(ProbeSettings.defaults("test"))) {
            for (int i = 0; i < 3; i++) {
                probe.look(Instant.now().minusSeconds(120).plusSeconds(40L * i));
            }
            HostView view = probe.look(Instant.now());
            Stream<String> connections = view.connections().stream()
                    .filter(c -> c.local().port() == Integer.parseInt(arguments[1]))
                    .map(BluntLook::told);
            Stream<String> blind =
                    Set.copyOf(view.blindspots()).stream().map(Blindspot::sense).map(sense -> "blind " + sense);
            Stream<String> orphans = view.orphans().stream().map(orphan -> "orphan " + orphan.process());
            Files.write(
                    Path.of(arguments[0]),
                    Stream.of(connections, blind, orphans).flatMap(all -> all).toList());
        }
    }

    private static String told(Connection c) {
        return "connection " + c.phase() + " sessions " + c.sessions().size() + " holders "
                + c.holders().size() + " forwards " + c.forwards().size() + " unread "
                + c.unreadSince().isPresent() + " blocked "
                + c.sessions().stream().anyMatch(s -> s.blocked().isPresent());
    }
}
