package io.hangup.controller.govern;

import io.hangup.controller.fleet.HostState;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Plan;
import io.hangup.protocol.command.RuleStamp;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.session.WorkStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Writes the command that ends a connection or a session of it, reaps what a login left behind, or restarts an SSH
/// server.
///
/// @param rule that asks for it; empty where a person does
/// @param warning how long ahead who is at a terminal is told
record Order(
        long epoch,
        HostState host,
        Watch watch,
        Optional<RuleStamp> rule,
        String reason,
        Optional<Duration> warning,
        Instant at) {
    /// The kernel reports TCP's instants as ages, so one and the same moves by about a second between two
    /// looks.
    private static final Duration JITTER = Duration.ofSeconds(2);

    private static final Set<String> SILENCE = Set.of("connection.peer.silentFor");
    private static final Set<String> REST = Set.of("connection.workIdle", "session.cpuIdle", "session.ioIdle");

    /// What speaks against a command, whatever the budget.
    ///
    /// @param instead what to ask for instead, for a person; empty where nothing would help
    record Obstacle(Effect.Refusal refusal, String why, String instead) {}

    /// Why an action can't be for this target; empty when it can.
    static Optional<Obstacle> impossible(Action action, Target target, Connection connection) {
        if (connection.server().isEmpty()) {
            return Optional.of(new Obstacle(
                    Effect.Refusal.PROCESS_UNSEEN,
                    "the process that serves the connection can't be seen, so it can't be named to the host",
                    ""));
        }
        return switch (action) {
            case CLOSE -> unclosable(target);
            case WARN, KEEP, PROBE -> Optional.empty();
            case DROP, RESTART_SSHD, REAP, UNKNOWN -> shared(target, connection);
        };
    }

    private static Optional<Obstacle> unclosable(Target target) {
        return target instanceof Target.OneSession
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        Effect.Refusal.NOT_POSSIBLE,
                        "that is a connection, and only a session of one is closed",
                        "; to end it with all its sessions, drop it"));
    }

    private static Optional<Obstacle> shared(Target target, Connection connection) {
        int others = connection.sessions().size() - 1;
        return target instanceof Target.OneSession session && others > 0
                ? Optional.of(new Obstacle(
                        Effect.Refusal.SHARED_CONNECTION,
                        "the connection carries " + others + " more, which would end with it",
                        "; to end them all, name " + session.connection().id()
                                + ", and to end this one alone, close it"))
                : Optional.empty();
    }

    Command command(Connection connection, Action action) {
        return command(
                action,
                target(action, connection, connection.server().orElseThrow()),
                new Guard(quietSince(action, connection), silentSince(connection), work(action, connection), warning));
    }

    /// Restarts an SSH server. Nobody has to be quiet for it: it ends no session.
    Command restart(Listener listener) {
        HostProcess process = listener.process();
        return command(
                Action.RESTART_SSHD,
                new CommandTarget.Server(listener.address(), process.stamp(), process.uid()),
                new Guard(host.confirmedAt()));
    }

    /// Reaps what a login left behind. Nobody is at a terminal of it and it has no peer: the guard is when the host was
    /// last sure that it is there.
    Command reap(Orphan orphan) {
        HostProcess process = orphan.process();
        return command(
                Action.REAP,
                new CommandTarget.OneOrphan(
                        process.stamp(), process.uid(), orphan.auditSession().orElseThrow()),
                new Guard(host.confirmedAt()));
    }

    private Command command(Action action, CommandTarget target, Guard guard) {
        Plan plan = new Plan(
                host.host(), host.snapshot().boot(), action, target, guard, rule, reason, at.plus(Command.LIFETIME));
        return new Command(id(), epoch, plan, at);
    }

    /// Made again from what was known before, a decision has the same id. One that follows an answer has another, also
    /// within the same second: hosts remember what they have answered.
    private CommandId id() {
        long last = watch.finding().stream()
                .flatMap(Ledger::spends)
                .mapToLong(spend -> spend.at().getEpochSecond())
                .max()
                .orElse(0);
        return new CommandId(watch.id() + "#" + Math.max(at.getEpochSecond(), last + 1));
    }

    private CommandTarget.OneConnection target(Action action, Connection connection, HostProcess server) {
        CommandTarget.OneConnection whole = new CommandTarget.OneConnection(
                connection.cookie(), connection.local(), connection.peer(), server.stamp(), server.uid());
        return meant(action).map(session -> whole.of(session.leader())).orElse(whole);
    }

    /// The one session that is meant; empty where the whole connection is.
    private Optional<Target.OneSession> meant(Action action) {
        return (action == Action.CLOSE || action == Action.WARN) && watch.target() instanceof Target.OneSession session
                ? Optional.of(session)
                : Optional.empty();
    }

    /// The last word of the peer's kernel, where the verdict rests on its silence.
    private Optional<Instant> silentSince(Connection connection) {
        return restsOn(SILENCE) ? Optional.of(connection.tcp().lastHeard().plus(JITTER)) : Optional.empty();
    }

    /// What the sessions that would end had done, where the verdict rests on their rest.
    private Optional<WorkStamp> work(Action action, Connection connection) {
        if (!restsOn(REST)) {
            return Optional.empty();
        }
        Optional<WorkStamp> done = meant(action)
                .map(session -> session(session, connection).flatMap(SshSession::work))
                .orElseGet(connection::work);
        return Optional.of(done.orElse(WorkStamp.UNREAD));
    }

    private boolean restsOn(Set<String> facts) {
        return watch.finding().stream()
                .flatMap(finding -> finding.evidence().stream())
                .flatMap(clause -> clause.seen().stream())
                .anyMatch(seen -> facts.contains(seen.fact()));
    }

    /// The last sign of life that the verdict rests on: whoever comes back after it is spared. Of one session
    /// that is its terminal's input.
    private Instant quietSince(Action action, Connection connection) {
        Optional<Instant> typed = meant(action).flatMap(session -> typed(session, connection));
        return typed.map(at -> at.plus(JITTER)).orElseGet(() -> quietSince(connection));
    }

    /// When a session's terminal was last read: what comes in on its connection may be for another session.
    private static Optional<Instant> typed(Target.OneSession meant, Connection connection) {
        return session(meant, connection)
                .map(SshSession::terminal)
                .flatMap(terminal ->
                        terminal instanceof Terminal.Pty pty ? Optional.of(pty.lastInput()) : Optional.empty());
    }

    private static Optional<SshSession> session(Target.OneSession meant, Connection connection) {
        return connection.sessions().stream()
                .filter(session -> session.leader().stamp().equals(meant.leader()))
                .findFirst();
    }

    /// What an ended session left behind has no user, only its client's keepalives, so there it is the last
    /// moment at which the host said that this is still so.
    private Instant quietSince(Connection connection) {
        Instant last = connection.tcp().lastDataReceived();
        for (SshSession session : connection.sessions()) {
            if (session.terminal() instanceof Terminal.Pty pty
                    && pty.lastInput().isAfter(last)) {
                last = pty.lastInput();
            }
        }
        boolean leftBehind =
                connection.sessions().isEmpty() && !connection.holders().isEmpty();
        return leftBehind && host.confirmedAt().isAfter(last) ? host.confirmedAt() : last.plus(JITTER);
    }
}
