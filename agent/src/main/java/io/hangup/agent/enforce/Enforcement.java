package io.hangup.agent.enforce;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
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
    public static Optional<Decision> atArrival(Command command, Standing standing, Instant now) {
        if (!command.host().equals(standing.host())) {
            return refuse("it is for host " + command.host() + ", and this is " + standing.host());
        }
        if (!command.boot().equals(standing.boot())) {
            return refuse("the host was restarted since: it is for boot " + command.boot() + ", and this is "
                    + standing.boot());
        }
        if (command.notBefore().isAfter(now.plus(SKEW))) {
            return refuse("it is not valid before " + command.notBefore() + ", and it is " + brief(now)
                    + " here: the clocks are more than " + SKEW.toSeconds() + " s apart");
        }
        if (command.notAfter().isBefore(now)) {
            return Optional.of(new Decision.Expire());
        }
        if (command.epoch() < standing.highestEpoch()) {
            return refuse("its controller is of epoch " + command.epoch() + ", and one of epoch "
                    + standing.highestEpoch() + " has taken over");
        }
        return switch (command.action()) {
            case DROP ->
                standing.acting()
                        ? ownKind(command.target().process().pid(), standing)
                        : refuse("acting is turned off on this host (enforce: false)");
            // Ends nothing: `enforce: false` does not forbid it, `probe: off` does.
            case PROBE -> Optional.empty();
            case WARN, CLOSE, RESTART_SSHD, REAP, UNKNOWN ->
                refuse("this agent can drop connections and ask their peers, not "
                        + command.action().name().toLowerCase(Locale.ROOT));
        };
    }

    /// Decides with the target's process held.
    ///
    /// @param held what runs under the target's pid, read after it was held
    /// @param view a look taken after that
    public static Decision decide(Command command, Standing standing, HostProcess held, HostView view, Instant now) {
        return atArrival(command, standing, now)
                .or(() -> anotherProcess(command, standing, held))
                .or(() -> listener(held, view))
                .orElseGet(() -> view.connections().stream()
                        .filter(c -> c.cookie().equals(command.target().cookie()))
                        .findFirst()
                        .map(c -> aim(command, held, c))
                        .orElseGet(() -> new Decision.Refuse("the connection is no longer there")));
    }

    private static Decision aim(Command command, HostProcess held, Connection connection) {
        return addresses(command, connection)
                .orElseGet(() ->
                        command.action() == Action.PROBE ? ask(held, connection) : end(command, held, connection));
    }

    /// Monitor and child hold the same socket: which of them the controller knew of does not matter.
    private static Decision ask(HostProcess held, Connection connection) {
        return Stream.concat(connection.monitor().stream(), connection.child().stream())
                        .anyMatch(server -> server.stamp().equals(held.stamp()))
                ? new Decision.Ask(connection)
                : new Decision.Refuse("process " + held.pid() + " does not serve the connection any more");
    }

    private static Decision end(Command command, HostProcess held, Connection connection) {
        return server(command, connection)
                .or(() -> Quiet.broken(command.guard(), connection).map(Decision.Refuse::new))
                .orElseGet(() -> new Decision.Permit(connection, Ladder.of(connection, held)));
    }

    private static Optional<Decision> ownKind(int pid, Standing standing) {
        if (pid <= 2) {
            return refuse("process " + pid + " is the kernel's or init and is never ended");
        }
        if (standing.lineage().contains(pid)) {
            return refuse("process " + pid + " is this agent or runs it and is never ended");
        }
        return Optional.empty();
    }

    private static Optional<Decision> anotherProcess(Command command, Standing standing, HostProcess held) {
        if (!held.stamp().equals(command.target().process())) {
            Instant started = standing.bootedAt().plusMillis(held.stamp().startTicks() * 10);
            return refuse("process " + held.pid() + " is another one now (started " + brief(started) + ")");
        }
        if (held.uid() != command.target().uid()) {
            return refuse("process " + held.pid() + " belongs to uid " + held.uid() + " now, not "
                    + command.target().uid());
        }
        return Optional.empty();
    }

    private static Optional<Decision> listener(HostProcess held, HostView view) {
        boolean listens =
                view.listeners().stream().anyMatch(l -> l.process().stamp().equals(held.stamp()));
        return listens
                ? refuse("process " + held.pid() + " is the SSH server's listener and is never ended")
                : Optional.empty();
    }

    private static Optional<Decision> addresses(Command command, Connection connection) {
        boolean same = connection.local().equals(command.target().local())
                && connection.peer().equals(command.target().peer());
        return same
                ? Optional.empty()
                : refuse("the connection is between other addresses: " + connection.peer() + " and "
                        + connection.local());
    }

    private static Optional<Decision> server(Command command, Connection connection) {
        Optional<HostProcess> server = connection.server();
        if (server.isEmpty()) {
            return refuse("the connection's process can't be seen");
        }
        HostProcess serves = server.get();
        boolean monitor = connection
                .monitor()
                .filter(m -> m.stamp().equals(command.target().process()))
                .isPresent();
        if (monitor && connection.child().isPresent()) {
            return refuse("process " + command.target().process().pid()
                    + " is the connection's monitor and is never ended while its child lives");
        }
        if (!serves.stamp().equals(command.target().process())
                || serves.uid() != command.target().uid()) {
            return refuse("the connection is served by process " + serves.pid() + " of uid " + serves.uid() + " now");
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
