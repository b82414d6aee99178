package io.hangup.controller.kind;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.Blindspot;
import java.util.List;
import java.util.Optional;

/// A connection as an agent tells it that lacks one sense: less, and never anything else.
public final class Dimmed {
    private Dimmed() {}

    public static Connection by(Blindspot.Sense sense, Connection full) {
        return switch (sense) {
            case OWNERS -> without(full, full.sessions(), List.of(), false);
            case PIPES -> without(full, full.sessions(), full.forwards(), false);
            case PROCESSES -> without(full, List.of(), full.forwards(), true);
            case IO, WAITS, TERMINALS ->
                without(
                        full,
                        full.sessions().stream()
                                .map(session -> session(sense, session))
                                .toList(),
                        full.forwards(),
                        true);
            case PROBE -> full.probed(Optional.empty());
            // As `Census.blind` of the agent: what was known, of which nothing is known to be still true.
            case SOCKETS -> doubted(full);
            case SIGNALS, LISTENERS, SETTINGS, CLIENTS, ORPHANS, CLOCK, TRUNCATED, UNKNOWN -> full;
        };
    }

    private static Connection doubted(Connection full) {
        return new Connection(
                full.cookie(),
                full.local(),
                full.peer(),
                full.implementation(),
                Phase.UNKNOWN,
                full.user(),
                full.since(),
                full.monitor(),
                full.child(),
                full.auditSession(),
                full.tcp(),
                List.of(),
                List.of());
    }

    private static Connection without(
            Connection full, List<SshSession> sessions, List<Forward> forwards, boolean pipes) {
        return new Connection(
                full.cookie(),
                full.local(),
                full.peer(),
                full.implementation(),
                full.phase(),
                full.user(),
                full.since(),
                full.monitor(),
                full.child(),
                full.auditSession(),
                full.tcp(),
                sessions,
                pipes ? full.holders() : List.of(),
                full.lastPayload(),
                forwards,
                full.unreadSince(),
                full.probe());
    }

    private static SshSession session(Blindspot.Sense sense, SshSession full) {
        Terminal terminal = sense == Blindspot.Sense.TERMINALS && full.terminal() instanceof Terminal.Pty pty
                ? new Terminal.Unseen(pty.device())
                : full.terminal();
        return new SshSession(
                full.leader(),
                terminal,
                full.foreground(),
                full.since(),
                full.lastCpu(),
                sense == Blindspot.Sense.IO ? Optional.empty() : full.lastIo(),
                full.work(),
                sense == Blindspot.Sense.WAITS ? Optional.empty() : full.blocked());
    }
}
