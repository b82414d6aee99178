package io.hangup.agent.enforce;

import io.hangup.protocol.command.Guard;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.session.WorkStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether a connection was quiet, its peer silent and its sessions at rest since a command's guard. A terminal that
/// can't be seen is covered all the same: whatever its user types comes in as data.
final class Quiet {
    /// What both instants may be off by: the kernel tells the age of the last data in steps of a tick and the agent
    /// reckons an instant from it with its own clock. A second for each of the two looks that are compared.
    static final Duration TOLERANCE = Duration.ofSeconds(2);

    private Quiet() {}

    /// Why the guard no longer holds, in plain words; empty when it does.
    static Optional<String> broken(Guard guard, Connection connection) {
        return used(guard, connection).or(() -> heard(guard, connection)).or(() -> works(guard, connection.work()));
    }

    /// The same of one session. What came in may have been for another, so where there is a terminal only its input
    /// counts; where there is none, also data.
    static Optional<String> broken(Guard guard, SshSession session, Connection connection) {
        Optional<String> used = lastInput(session.terminal())
                .map(typed -> typed(guard, typed))
                .orElseGet(() -> used(guard, connection));
        return used.or(() -> heard(guard, connection)).or(() -> works(guard, session.work()));
    }

    private static Optional<String> used(Guard guard, Connection connection) {
        Optional<String> typed = connection.sessions().stream()
                .map(SshSession::terminal)
                .flatMap(t -> lastInput(t).stream())
                .max(Instant::compareTo)
                .flatMap(last -> typed(guard, last));
        Instant data = connection.tcp().lastDataReceived();
        return typed.or(() -> Optional.of(data)
                .filter(at -> isLate(at, guard.quietSince()))
                .map(at -> "the connection is not quiet: data came in at " + at));
    }

    private static Optional<String> typed(Guard guard, Instant last) {
        return Optional.of(last)
                .filter(at -> isLate(at, guard.quietSince()))
                .map(at -> "the user came back: input at " + at);
    }

    private static boolean isLate(Instant at, Instant limit) {
        return at.isAfter(limit.plus(TOLERANCE));
    }

    private static Optional<String> heard(Guard guard, Connection connection) {
        Instant heard = connection.tcp().lastHeard();
        return guard.silentSince()
                .filter(since -> isLate(heard, since))
                .map(_ -> "the peer is back: its kernel acknowledged at " + heard);
    }

    static Optional<String> works(Guard guard, Optional<WorkStamp> now) {
        return guard.work()
                .filter(work -> !now.equals(Optional.of(work)))
                .map(_ -> now.isPresent()
                        ? "a process of it has worked, started or ended since the verdict"
                        : "what its processes do can't be read now");
    }

    private static Optional<Instant> lastInput(Terminal terminal) {
        return switch (terminal) {
            case Terminal.Pty pty -> Optional.of(pty.lastInput());
            case Terminal.NoPty() -> Optional.empty();
            case Terminal.Unseen(String _) -> Optional.empty();
        };
    }
}
