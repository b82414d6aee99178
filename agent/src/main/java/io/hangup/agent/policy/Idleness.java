package io.hangup.agent.policy;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// For how long nobody has used a connection: since the last input at any of its terminals, and where a session has
/// none or it can't be seen, since the last byte that was more than a keepalive, as far as that is known: never later
/// than the last byte of any kind.
final class Idleness {
    private Idleness() {}

    /// Why a connection was not idle for long enough; empty when it was.
    static Optional<String> tooShort(Optional<Duration> wanted, Connection connection, Moment moment) {
        return wanted.flatMap(least -> moment.stepped()
                .map(why -> "how long it was idle is in doubt: " + why)
                .or(() -> shorter(least, Duration.between(lastUse(connection), moment.at()))));
    }

    private static Optional<String> shorter(Duration least, Duration idle) {
        return idle.compareTo(least) >= 0
                ? Optional.empty()
                : Optional.of("it was used " + Judge.brief(idle.isNegative() ? Duration.ZERO : idle) + " ago, not "
                        + Judge.brief(least));
    }

    private static Instant lastUse(Connection connection) {
        boolean terminals = !connection.sessions().isEmpty()
                && connection.sessions().stream().allMatch(s -> s.terminal() instanceof Terminal.Pty);
        Stream<Instant> traffic = terminals ? Stream.empty() : Stream.of(traffic(connection));
        return Stream.of(
                        Stream.of(connection.since()),
                        traffic,
                        connection.sessions().stream().map(SshSession::since),
                        connection.sessions().stream().flatMap(s -> lastInput(s.terminal()).stream()))
                .flatMap(all -> all)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /// Whoever has just begun to look calls all that he did not watch payload. How long the connection has carried
    /// nothing at all, the kernel knows without him: `tcp_info`.
    private static Instant traffic(Connection connection) {
        TcpHealth tcp = connection.tcp();
        Instant any = tcp.lastDataReceived().isAfter(tcp.lastDataSent()) ? tcp.lastDataReceived() : tcp.lastDataSent();
        return connection
                .lastPayload()
                .map(payload -> payload.isBefore(any) ? payload : any)
                .orElse(tcp.lastDataReceived());
    }

    private static Optional<Instant> lastInput(Terminal terminal) {
        return switch (terminal) {
            case Terminal.Pty pty -> Optional.of(pty.lastInput());
            case Terminal.NoPty() -> Optional.empty();
            case Terminal.Unseen(String _) -> Optional.empty();
        };
    }
}
