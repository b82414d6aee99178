package io.hangup.agent.enforce;

import io.hangup.agent.census.HostView;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Judge;
import io.hangup.agent.policy.Judgement;
import io.hangup.agent.policy.Request;
import io.hangup.agent.policy.Scene;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The host's last word on a command. In doubt it spares.
///
/// It is asked twice: [#atArrival] before anything is touched, and [#decide] when the target's process is held by a
/// pidfd, so that what was looked at can't be swapped for another process before the signal is sent. Signature and
/// duplicates have been dealt with before both.
public final class Enforcement {
    /// How far the controller's clock may be ahead of this host's.
    public static final Duration SKEW = Duration.ofSeconds(30);

    private Enforcement() {}

    /// What can be said without looking at the host: empty when nothing speaks against it so far.
    public static Optional<Decision> atArrival(Command command, Consent consent, Standing standing) {
        return address(command, standing)
                .or(() -> time(command, standing))
                .or(() -> able(command, standing))
                .or(() -> refusal(Judge.atArrival(
                        standing.law(), request(command, consent), standing.moment(), standing.spending())));
    }

    /// Decides about a connection or a session of one, with its process held.
    ///
    /// @param target of the command
    /// @param held what runs under the target's pid, read after it was held
    /// @param view a look taken after that
    /// @param scene whom it would touch, from that look; empty when its connection was not found there
    public static Decision decide(
            Command command,
            CommandTarget.OneConnection target,
            Consent consent,
            Standing standing,
            Held held,
            HostView view,
            Optional<Scene> scene) {
        return atArrival(command, consent, standing)
                .or(() -> anotherProcess(command, standing, held.process()))
                .or(() -> Never.byNature(held, target, view).map(Decision.Refuse::new))
                .orElseGet(() -> scene.map(s -> aim(command, target, consent, standing, held.process(), s))
                        .orElseGet(
                                () -> new Decision.Refuse(unseen(view).orElse("the connection is no longer there"))));
    }

    /// Why an SSH server may not be restarted now, with its process held; empty when it may.
    ///
    /// @param held what runs under the target's pid, read after it was held
    /// @param view a look taken after that
    public static Optional<Decision> unrenewable(
            Command command,
            CommandTarget.Server target,
            Consent consent,
            Standing standing,
            Held held,
            HostView view) {
        return atArrival(command, consent, standing)
                .or(() -> anotherProcess(command, standing, held.process()))
                .or(() -> Doorway.unfit(target, standing.law(), view).map(Decision.Refuse::new));
    }

    /// The connection with that cookie, as a look shows it.
    public static Optional<Connection> connection(SocketCookie cookie, HostView view) {
        return view.connections().stream()
                .filter(c -> c.cookie().equals(cookie))
                .findFirst();
    }

    /// Unseen is not gone.
    private static Optional<String> unseen(HostView view) {
        return view.blindspots().stream()
                .filter(b -> b.sense() == Blindspot.Sense.SOCKETS)
                .map(b -> "connections can't be seen here: " + b.why())
                .findFirst();
    }

    /// Why the processes of a connection, or of the one session that is meant, no longer rest as a guard asks.
    public static Optional<String> worked(Guard guard, Connection now, Optional<SshSession> session) {
        return Quiet.works(
                guard,
                session.isEmpty()
                        ? now.work()
                        : now.sessions().stream()
                                .filter(s -> s.leader()
                                        .stamp()
                                        .equals(session.get().leader().stamp()))
                                .findFirst()
                                .flatMap(SshSession::work));
    }

    private static Optional<Decision> address(Command command, Standing standing) {
        if (!command.host().equals(standing.host())) {
            return refuse("it is for host " + command.host() + ", and this is " + standing.host());
        }
        return command.boot().equals(standing.boot())
                ? Optional.empty()
                : refuse("the host was restarted since: it is for boot " + command.boot() + ", and this is "
                        + standing.boot());
    }

    private static Optional<Decision> time(Command command, Standing standing) {
        Instant now = standing.moment().at();
        if (command.notBefore().isAfter(now.plus(SKEW))) {
            return refuse("it is not valid before " + command.notBefore() + ", and it is " + brief(now)
                    + " here: the clocks are more than " + SKEW.toSeconds() + " s apart");
        }
        if (command.notAfter().isBefore(now)) {
            return Optional.of(new Decision.Expire());
        }
        return command.epoch() < standing.highestEpoch()
                ? refuse("its controller is of epoch " + command.epoch() + ", and one of epoch "
                        + standing.highestEpoch() + " has taken over")
                : Optional.empty();
    }

    private static Optional<Decision> able(Command command, Standing standing) {
        return Fit.mismatch(command).<Decision>map(Decision.Refuse::new).or(() -> power(command, standing));
    }

    private static Optional<Decision> power(Command command, Standing standing) {
        return switch (command.action()) {
            case DROP, CLOSE ->
                standing.unable()
                        .or(() -> Never.byPid(command.target().process().pid(), standing))
                        .or(() -> Warning.forbidden(command, standing.law()))
                        .map(Decision.Refuse::new);
            // These end nothing.
            case PROBE, WARN, KEEP, RESTART_SSHD -> Optional.empty();
            case REAP -> Reaping.forbidden(command, standing).map(Decision.Refuse::new);
            case UNKNOWN ->
                refuse("this agent can drop connections, close their sessions, warn their users, ask their peers, reap"
                        + " what logins left behind and restart sshd, and does not know what else is asked");
        };
    }

    static Request request(Command command, Consent consent) {
        return new Request(command.action(), consent);
    }

    private static Optional<Decision> refusal(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Permit() -> Optional.empty();
            case Judgement.Refuse(String because) -> refuse(because);
        };
    }

    private static Decision aim(
            Command command,
            CommandTarget.OneConnection target,
            Consent consent,
            Standing standing,
            HostProcess held,
            Scene scene) {
        Connection connection = scene.connection();
        return addresses(target, connection).orElseGet(() -> switch (command.action()) {
            case PROBE -> serving(held, connection).orElseGet(() -> new Decision.Ask(connection));
            case KEEP -> serving(held, connection).orElseGet(() -> new Decision.Keep(connection));
            case WARN ->
                serving(held, connection)
                        .or(() -> refusal(Judge.over(
                                standing.law(),
                                request(command, consent),
                                standing.moment(),
                                standing.spending(),
                                scene)))
                        .orElseGet(() -> tell(target, connection));
            case DROP, CLOSE, RESTART_SSHD, REAP, UNKNOWN -> end(command, target, consent, standing, held, scene);
        });
    }

    /// Monitor and child hold the same socket: which of them the controller knew of does not matter.
    private static Optional<Decision> serving(HostProcess held, Connection connection) {
        return Stream.concat(connection.monitor().stream(), connection.child().stream())
                        .anyMatch(server -> server.stamp().equals(held.stamp()))
                ? Optional.empty()
                : refuse("process " + held.pid() + " does not serve the connection any more");
    }

    /// Who is told: the one session that is meant, or all that the connection carries.
    private static Decision tell(CommandTarget.OneConnection target, Connection connection) {
        List<SshSession> meant = target.session().isPresent()
                ? Channel.of(target, connection).stream().toList()
                : connection.sessions();
        List<SshSession> reachable = Warning.terminals(meant).toList();
        return reachable.isEmpty()
                ? new Decision.Refuse("nobody can be told: it has no session with a terminal")
                : new Decision.Tell(connection, reachable);
    }

    private static Decision end(
            Command command,
            CommandTarget.OneConnection target,
            Consent consent,
            Standing standing,
            HostProcess held,
            Scene scene) {
        Connection connection = scene.connection();
        if (command.action() == Action.CLOSE) {
            return server(target, connection).orElseGet(() -> close(command, target, consent, standing, scene));
        }
        return server(target, connection)
                .or(() -> refusal(Judge.over(
                        standing.law(), request(command, consent), standing.moment(), standing.spending(), scene)))
                .or(() -> Quiet.broken(command.guard(), connection).map(Decision.Refuse::new))
                .orElseGet(() -> permit(command, standing, connection, Ladder.of(connection, held), Optional.empty()));
    }

    /// Only the session that is meant has to be quiet: others of the connection may be in use.
    private static Decision close(
            Command command, CommandTarget.OneConnection target, Consent consent, Standing standing, Scene scene) {
        Connection connection = scene.connection();
        Optional<SshSession> session = Channel.of(target, connection);
        if (session.isEmpty()) {
            return new Decision.Refuse("that session is not one of the connection's any more");
        }
        Scene narrow = Channel.alone(scene, session.get());
        return refusal(Judge.over(
                        standing.law(), request(command, consent), standing.moment(), standing.spending(), narrow))
                .or(() -> Never.byPid(session.get().leader().pid(), standing).map(Decision.Refuse::new))
                .or(() ->
                        Quiet.broken(command.guard(), session.get(), connection).map(Decision.Refuse::new))
                .orElseGet(() -> permit(command, standing, connection, Ladder.of(session.get()), session));
    }

    private static Decision permit(
            Command command,
            Standing standing,
            Connection connection,
            List<Rung> ladder,
            Optional<SshSession> session) {
        List<SshSession> ending = session.map(List::of).orElse(connection.sessions());
        return new Decision.Permit(connection, ladder, session, Warning.before(command, standing.law(), ending));
    }

    static Optional<Decision> anotherProcess(Command command, Standing standing, HostProcess held) {
        if (!held.stamp().equals(command.target().process())) {
            Instant started = standing.bootedAt().plusMillis(held.stamp().startTicks() * 10);
            return refuse("process " + held.pid() + " is another one now (started " + brief(started) + ")");
        }
        if (held.uid() != command.target().uid()) {
            return refuse("process " + held.pid() + " belongs to uid " + Integer.toUnsignedString(held.uid())
                    + " now, not " + Integer.toUnsignedString(command.target().uid()));
        }
        return Optional.empty();
    }

    private static Optional<Decision> addresses(CommandTarget.OneConnection target, Connection connection) {
        boolean same =
                connection.local().equals(target.local()) && connection.peer().equals(target.peer());
        return same
                ? Optional.empty()
                : refuse("the connection is between other addresses: " + connection.peer() + " and "
                        + connection.local());
    }

    private static Optional<Decision> server(CommandTarget.OneConnection target, Connection connection) {
        Optional<HostProcess> server = connection.server();
        if (server.isEmpty()) {
            return refuse("the connection's process can't be seen");
        }
        HostProcess serves = server.get();
        boolean monitor = connection
                .monitor()
                .filter(m -> m.stamp().equals(target.process()))
                .isPresent();
        if (monitor && connection.child().isPresent()) {
            return refuse("process " + target.process().pid()
                    + " is the connection's monitor and is never ended while its child lives");
        }
        if (!serves.stamp().equals(target.process()) || serves.uid() != target.uid()) {
            return refuse("the connection is served by process " + serves.pid() + " of uid "
                    + Integer.toUnsignedString(serves.uid()) + " now");
        }
        return Optional.empty();
    }

    private static Optional<Decision> refuse(String because) {
        return Optional.of(new Decision.Refuse(because));
    }

    private static Instant brief(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
