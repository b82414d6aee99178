package io.hangup.agent.enforce;

import io.hangup.agent.census.HostView;
import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who runs the commands of a connection's sessions without terminal, and so outlives the connection unless asked to
/// end: everyone in the process group of such a session's leader, less those who are never ended and those who were
/// meant to live on.
///
/// OpenSSH makes each command the leader of a POSIX session and of a process group of its own (`do_exec_no_pty` in
/// `session.c`). Dropbear leaves it in those of the process that serves the connection; that one is never taken for a
/// command.
public final class Crew {
    private final Connection connection;
    private final CommandTarget.OneConnection target;
    private final Standing standing;
    private final HostView view;
    private final Optional<SshSession> only;

    /// @param only the one session that is meant, if it is one
    /// @param view in which the connection was seen
    public Crew(
            Connection connection,
            CommandTarget.OneConnection target,
            Optional<SshSession> only,
            Standing standing,
            HostView view) {
        this.connection = connection;
        this.target = target;
        this.standing = standing;
        this.view = view;
        this.only = only;
    }

    /// Who leads the commands.
    public List<HostProcess> leaders() {
        return leaders(connection).stream().filter(this::isMeant).toList();
    }

    /// Whether this is the leader of a session with a terminal that may be signalled.
    public boolean leads(HostProcess leader, Grip grip) {
        return grip.process().stamp().equals(leader.stamp())
                && grip.bond().session() == leader.pid()
                && !isServer(leader.pid())
                && never(grip.held()).isEmpty();
    }

    private boolean isMeant(HostProcess leader) {
        return only.isEmpty() || only.get().leader().stamp().equals(leader.stamp());
    }

    static List<HostProcess> leaders(Connection connection) {
        return connection.sessions().stream()
                .filter(session -> session.terminal() instanceof Terminal.NoPty)
                .map(SshSession::leader)
                .toList();
    }

    /// Of those who were found in the leader's process group, and are held, those who are to be signalled.
    public List<Grip> of(HostProcess leader, List<Grip> found) {
        return found.stream()
                .filter(grip -> grip.process().stamp().equals(leader.stamp()))
                .map(Grip::bond)
                .filter(bond -> bond.terminal() == 0)
                .filter(bond -> bond.session() == leader.pid() || isServer(bond.session()))
                .findFirst()
                .map(bond -> found.stream()
                        .filter(grip -> belongs(grip, bond))
                        .filter(grip ->
                                !isShared(bond, leader) || grip.process().pid() == leader.pid())
                        .toList())
                .orElse(List.of());
    }

    /// Other sessions' commands are in dropbear's group too.
    private boolean isShared(Bond bond, HostProcess leader) {
        return only.isPresent() && bond.session() != leader.pid();
    }

    private boolean belongs(Grip grip, Bond leader) {
        Bond bond = grip.bond();
        return bond.group() == leader.group()
                && bond.session() == leader.session()
                && bond.terminal() == 0
                && bond.auditSession() == leader.auditSession()
                && !bond.ignoresHangup()
                && !isServer(grip.process().pid())
                && never(grip.held()).isEmpty();
    }

    private boolean isServer(int pid) {
        return Stream.concat(connection.monitor().stream(), connection.child().stream())
                .anyMatch(server -> server.pid() == pid);
    }

    private Optional<String> never(Held held) {
        return Never.byPid(held.process().pid(), standing).or(() -> Never.byNature(held, target, view));
    }
}
