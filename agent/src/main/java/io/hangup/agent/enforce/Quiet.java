package io.hangup.agent.enforce;

import io.hangup.protocol.command.Guard;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether a connection was quiet, and its peer silent, since a command's guard. A terminal that can't be seen is
/// covered all the same:
/// whatever its user types comes in as data.
final class Quiet {
    /// What both instants may be off by: the kernel tells the age of the last data in steps of a tick and the agent
    /// reckons an instant from it with its own clock. A second for each of the two looks that are compared.
    static final Duration TOLERANCE = Duration.ofSeconds(2);

    private Quiet() {}

    /// Why the guard no longer holds, in plain words; empty when it does.
    static Optional<String> broken(Guard guard, Connection connection) {
        Instant limit = guard.quietSince().plus(TOLERANCE);
        Optional<Instant> typed = connection.sessions().stream()
                .map(SshSession::terminal)
                .flatMap(t -> lastInput(t).stream())
                .filter(at -> at.isAfter(limit))
                .max(Instant::compareTo);
        if (typed.isPresent()) {
            return typed.map(at -> "the user came back: input at " + at);
        }
        Instant data = connection.tcp().lastDataReceived();
        return data.isAfter(limit)
                ? Optional.of("the connection is not quiet: data came in at " + data)
                : heard(guard, connection);
    }

    /// The same of one session. What came in may have been for another, so where there is a terminal only its input
    /// counts; where there is none, also data.
    static Optional<String> broken(Guard guard, SshSession session, Connection connection) {
        if (!(session.terminal() instanceof Terminal.Pty pty)) {
            return broken(guard, connection);
        }
        return pty.lastInput().isAfter(guard.quietSince().plus(TOLERANCE))
                ? Optional.of("the user came back: input at " + pty.lastInput())
                : heard(guard, connection);
    }

    private static Optional<String> heard(Guard guard, Connection connection) {
        Instant heard = connection.tcp().lastHeard();
        return guard.silentSince()
                .filter(since -> heard.isAfter(since.plus(TOLERANCE)))
                .map(_ -> "the peer is back: its kernel acknowledged at " + heard);
    }

    private static Optional<Instant> lastInput(Terminal terminal) {
        return switch (terminal) {
            case Terminal.Pty pty -> Optional.of(pty.lastInput());
            case Terminal.NoPty() -> Optional.empty();
            case Terminal.Unseen(String _) -> Optional.empty();
        };
    }
}
