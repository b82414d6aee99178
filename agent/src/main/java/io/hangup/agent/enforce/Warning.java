package io.hangup.agent.enforce;

import io.hangup.agent.policy.Law;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What somebody is told before his session is ended, and whether he was there.
///
/// A key shows as a read of the terminal, if a program reads it. If none does, it shows as data from the
/// client that the server passed on: payload, not just a keepalive. The warning's own way to the client is
/// payload too and takes up to [#SETTLING]; who is in doubt is spared.
public final class Warning {
    /// The longest piece of somebody else's text on a terminal, in characters.
    private static final int LONGEST_TEXT = 200;

    /// How long the warning itself may be taken for traffic of the session.
    private static final Duration SETTLING = Duration.ofSeconds(3);

    /// What the age of the last data may be off by, beside the kernel's ticks.
    private static final Duration JITTER = Duration.ofSeconds(1);

    private Warning() {}

    /// How long ahead to tell who is there; empty where nobody can be: no terminal, or a peer whose silence the guard
    /// rests on.
    static Optional<Duration> before(Command command, Law law, List<SshSession> ending) {
        Optional<Duration> ahead = Stream.concat(
                        command.guard().warning().stream(), policy(command.action(), law).stream())
                .max(Duration::compareTo);
        return ahead.filter(_ -> terminals(ending).findAny().isPresent())
                .filter(_ -> command.guard().silentSince().isEmpty());
    }

    /// Why a host does not do what a command asks for before it ends something.
    static Optional<String> forbidden(Command command, Law law) {
        boolean told = command.guard().warning().isEmpty()
                || (law instanceof Law.InForce(var policy, var _, var _)
                        && (policy.allow().contains(Action.WARN)
                                || policy.approve().contains(Action.WARN)));
        return told ? Optional.empty() : Optional.of("it is to warn first, and warn is not allowed on this host");
    }

    private static Optional<Duration> policy(Action action, Law law) {
        return switch (law) {
            case Law.Broken _ -> Optional.empty();
            case Law.InForce(var policy, var _, var _) ->
                Optional.ofNullable(policy.warnFirst().get(action));
        };
    }

    static Stream<SshSession> terminals(List<SshSession> sessions) {
        return sessions.stream().filter(session -> session.terminal() instanceof Terminal.Pty);
    }

    /// What is written on a session's terminal. Text of others is cut, and whatever a terminal could take for
    /// more than a letter is left out. Lines end as a terminal in any mode understands.
    ///
    /// @param connection that carries the session
    /// @param left until it is ended; empty where that is not decided
    public static String text(Command command, SocketCookie connection, SshSession session, Optional<Duration> left) {
        String id = new Target.OneSession(
                        command.host(),
                        command.boot(),
                        connection,
                        session.leader().stamp())
                .id();
        String what = left.map(time -> "this session will be ended in " + time.toSeconds() + " s")
                .orElse("this session may be ended soon");
        return "\r\n\007*** Hangup: " + what + ". Why: " + harmless(command.reason())
                + "\r\n*** To keep it, press any key, or have this said for you: hangup keep " + harmless(id) + "\r\n";
    }

    private static String harmless(String text) {
        String cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text;
        return cut.replaceAll("[^ -~]", "?");
    }

    /// Why somebody is there; empty when nothing shows it.
    ///
    /// @param told when the warning was written
    /// @param sessions whose users were told, as they are now
    /// @param alone whether these are all that the connection carries: what comes in is not for others
    public static Optional<String> answered(Instant told, Connection now, List<SshSession> sessions, boolean alone) {
        Optional<Instant> typed = terminals(sessions)
                .map(SshSession::terminal)
                .flatMap(t -> t instanceof Terminal.Pty pty ? Stream.of(pty.lastInput()) : Stream.empty())
                .filter(at -> at.isAfter(told))
                .max(Instant::compareTo);
        return typed.map(at -> "someone is there: a key was read at " + at)
                .or(() -> alone && passedOn(told, now)
                        ? Optional.of(
                                "someone is there: data came in at " + now.tcp().lastDataReceived())
                        : Optional.empty());
    }

    private static boolean passedOn(Instant told, Connection now) {
        Instant data = now.tcp().lastDataReceived();
        Instant settled = told.plus(SETTLING);
        return data.isAfter(told.plus(JITTER))
                && (data.isBefore(settled) || now.lastPayload().orElse(data).isAfter(settled));
    }
}
