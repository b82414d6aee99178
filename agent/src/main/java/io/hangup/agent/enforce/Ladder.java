package io.hangup.agent.enforce;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.util.ArrayList;
import java.util.List;

/// Which rungs a connection's end takes, in order. Measured on OpenSSH 9.2 and 10.0, and Dropbear 2022.83.
///
/// - Commands without terminal: TERM, then KILL, before their server. They would not notice its end.
/// - A child of a monitor: TERM, then KILL. Either way its monitor closes PAM, utmp and wtmp.
/// - A stopped child: KILL at once, because TERM waits until somebody continues it.
/// - A monitor or an only process (root on 9.2, dropbear, pre-auth without a child): TERM and nothing more. A monitor
///   that is killed leaves its session running, unseen by `who`.
/// - Whoever outlives all that: its socket is destroyed. KILL does not reach a process in state D.
/// - A stopped monitor: CONT when its child has ended. Before TERM where it carries no session, since it then ends by
///   itself; after it otherwise.
final class Ladder {
    private Ladder() {}

    static List<Rung> of(Connection connection, HostProcess server) {
        List<Rung> rungs = new ArrayList<>();
        if (!Crew.leaders(connection).isEmpty()) {
            rungs.addAll(List.of(Rung.TERM_COMMANDS, Rung.KILL_COMMANDS));
        }
        rungs.addAll(isChild(connection, server) ? child(server) : alone(connection, server));
        rungs.add(Rung.DESTROY_SOCKET);
        return List.copyOf(rungs);
    }

    /// The rungs that close one session and leave its connection.
    static List<Rung> of(SshSession session) {
        return switch (session.terminal()) {
            case Terminal.NoPty() -> List.of(Rung.TERM_COMMANDS, Rung.KILL_COMMANDS);
            case Terminal.Pty _, Terminal.Unseen _ -> List.of(Rung.HUP_LEADER, Rung.KILL_LEADER);
        };
    }

    private static boolean isChild(Connection connection, HostProcess server) {
        return connection.child().filter(c -> c.stamp().equals(server.stamp())).isPresent()
                && connection.monitor().isPresent();
    }

    private static List<Rung> child(HostProcess child) {
        return isStopped(child)
                ? List.of(Rung.KILL, Rung.CONT_MONITOR)
                : List.of(Rung.TERM, Rung.KILL, Rung.CONT_MONITOR);
    }

    private static List<Rung> alone(Connection connection, HostProcess server) {
        if (!isStopped(server)) {
            return List.of(Rung.TERM);
        }
        return connection.sessions().isEmpty()
                ? List.of(Rung.CONT_MONITOR, Rung.TERM)
                : List.of(Rung.TERM, Rung.CONT_MONITOR);
    }

    private static boolean isStopped(HostProcess process) {
        return process.state() == ProcessState.STOPPED;
    }
}
