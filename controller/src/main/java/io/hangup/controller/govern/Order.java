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
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Writes the command that ends a connection.
///
/// @param rule that asks for it; empty where a person does
record Order(long epoch, HostState host, Watch watch, Optional<RuleStamp> rule, String reason, Instant at) {
    /// The kernel reports TCP's instants as ages, so one and the same moves by about a second between two looks.
    private static final Duration JITTER = Duration.ofSeconds(2);

    private static final String SILENCE = "connection.peer.silentFor";

    /// Why a connection can't be ended for this target; empty when it can.
    static Optional<String> impossible(Target target, Connection connection) {
        if (connection.server().isEmpty()) {
            return Optional.of(
                    "the process that serves the connection can't be seen, so it can't be named to the host");
        }
        int others = connection.sessions().size() - 1;
        return target instanceof Target.OneSession && others > 0
                ? Optional.of("the connection carries " + others + " more, which would end with it")
                : Optional.empty();
    }

    Command command(Connection connection, Action action) {
        HostProcess server = connection.server().orElseThrow();
        Plan plan = new Plan(
                host.host(),
                host.snapshot().boot(),
                action,
                new CommandTarget(
                        connection.cookie(), connection.local(), connection.peer(), server.stamp(), server.uid()),
                new Guard(quietSince(connection), silentSince(connection)),
                rule,
                reason,
                at.plus(Command.LIFETIME));
        return new Command(new CommandId(watch.id() + "#" + at.getEpochSecond()), epoch, plan, at);
    }

    /// The last word of the peer's kernel, where the verdict rests on its silence.
    private Optional<Instant> silentSince(Connection connection) {
        return watch.finding().stream()
                        .flatMap(finding -> finding.evidence().stream())
                        .flatMap(clause -> clause.seen().stream())
                        .anyMatch(seen -> seen.fact().equals(SILENCE))
                ? Optional.of(connection.tcp().lastHeard().plus(JITTER))
                : Optional.empty();
    }

    /// The last sign of life that the verdict rests on: whoever comes back after it is spared. What an ended session
    /// left behind has no user, only its client's keepalives, so there it is the last moment at which the host said
    /// that this is still so.
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
