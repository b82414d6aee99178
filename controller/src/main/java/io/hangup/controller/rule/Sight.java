package io.hangup.controller.rule;

import io.hangup.controller.fleet.HostState;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What one rule looks at: a host, a connection of it, or a session of that.
///
/// @param now the host's clock
record Sight(HostState state, Instant now, Optional<Connection> its, Optional<SshSession> one) {
    private static final Seen CLOCK = new Seen.Unseen("the host's clock can't be relied on");

    static Sight of(HostState host) {
        return new Sight(host, host.hostNow(), Optional.empty(), Optional.empty());
    }

    Sight of(Connection connection) {
        return new Sight(state, now, Optional.of(connection), Optional.empty());
    }

    Sight of(SshSession session) {
        return new Sight(state, now, its, Optional.of(session));
    }

    HostSnapshot host() {
        return state.snapshot();
    }

    Connection connection() {
        return its.orElseThrow();
    }

    SshSession session() {
        return one.orElseThrow();
    }

    boolean blind(Blindspot.Sense sense) {
        for (Blindspot blindspot : host().blindspots()) {
            if (blindspot.sense() == sense) {
                return true;
            }
        }
        return false;
    }

    /// Whether the agent has looked at what the connection carries. Of one whose phase it can't tell it tells nothing:
    /// then empty lists are no proof that there is nothing.
    boolean carriedSeen() {
        return connection().phase() == Phase.PRE_AUTH
                || (connection().phase() == Phase.AUTHENTICATED && !blind(Blindspot.Sense.SOCKETS));
    }

    /// How long it is certain that nothing happened after `last`: up to the snapshot, and beyond it only as far as the
    /// host has said since that this snapshot is its last, less the time it may keep activity to itself. Never
    /// negative.
    Seen quietSince(Instant last) {
        if (blind(Blindspot.Sense.SOCKETS)) {
            return new Seen.Unseen("the agent can't see the host's connections now");
        }
        Instant confirmed = state.confirmedAt().minus(host().activityWithin());
        Instant certain = confirmed.isAfter(host().takenAt()) ? confirmed : host().takenAt();
        return between(last, certain);
    }

    /// Time since `then` on the host's clock; never negative.
    Seen since(Instant then) {
        return between(then, now);
    }

    boolean isLongerAgo(Instant then, Duration time) {
        return then.plus(time).isBefore(now);
    }

    /// A time that the agent measured itself, between two moments of its clock.
    Seen lasted(Duration time) {
        return blind(Blindspot.Sense.CLOCK) ? CLOCK : new Seen.Value(time);
    }

    private Seen between(Instant then, Instant end) {
        if (blind(Blindspot.Sense.CLOCK)) {
            return CLOCK;
        }
        Duration age = Duration.between(then, end);
        return new Seen.Value(age.isNegative() ? Duration.ZERO : age);
    }

    Target target() {
        HostSnapshot host = host();
        if (its.isEmpty()) {
            return new Target.Host(host.host(), host.boot());
        }
        return one.<Target>map(session -> new Target.OneSession(
                        host.host(),
                        host.boot(),
                        connection().cookie(),
                        session.leader().stamp()))
                .orElseGet(() -> new Target.OneConnection(
                        host.host(), host.boot(), connection().cookie()));
    }

    /// For people. A connection with one session is called by that session's terminal and command.
    Finding.Subject subject() {
        if (its.isEmpty()) {
            return new Finding.Subject("", "", "", "");
        }
        Optional<SshSession> shown = one.or(() -> connection().sessions().size() == 1
                ? Optional.of(connection().sessions().getFirst())
                : Optional.empty());
        return new Finding.Subject(
                connection().user().map(Account::name).orElse(""),
                shown.map(session -> device(session.terminal())).orElse(""),
                connection().peer().toString(),
                shown.map(session ->
                                session.foreground().orElse(session.leader()).command())
                        .orElse(""));
    }

    static String device(Terminal terminal) {
        return switch (terminal) {
            case Terminal.Pty pty -> pty.device();
            case Terminal.Unseen(String device) -> device;
            case Terminal.NoPty() -> "";
        };
    }
}
