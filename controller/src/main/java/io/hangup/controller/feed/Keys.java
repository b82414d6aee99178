package io.hangup.controller.feed;

import io.hangup.controller.fleet.Joints.Departure;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.OutgoingConnection;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How many `~` it takes to reach a hop from the terminal that a chain begins at. Every `ssh` with a terminal takes one
/// `~` off `~~.` and passes the rest on, process_escapes in OpenSSH's `clientloop.c`; one without a terminal, or that
/// only connects for another (`-J`, `-W`), takes none. Where it can't be told that the keyboard reaches a client, the
/// answer is nothing.
///
/// @param taken `~` that hops before this one take; empty when nobody can tell
record Keys(OptionalInt taken) {
    static final Keys FIRST = new Keys(OptionalInt.of(0));
    static final Keys UNKNOWN = new Keys(OptionalInt.empty());

    private static final List<String> CLIENTS = List.of("ssh", "dbclient");

    /// What ends this hop; empty when none does or nobody can tell.
    OptionalInt ends(Link link) {
        boolean terminal = link.far()
                .flatMap(end -> only(end.connection()))
                .filter(session -> !(session.terminal() instanceof Terminal.NoPty))
                .isPresent();
        return terminal && taken.isPresent() ? OptionalInt.of(taken.getAsInt() + 1) : OptionalInt.empty();
    }

    /// What the hop that leads on from `link` with `next` begins with.
    ///
    /// @param siblings all that lead on from `link`
    Keys after(Link link, Link next, List<Link> siblings) {
        Optional<Connection> carrier = link.far().map(end -> end.connection());
        Optional<Departure> client = next.near();
        if (taken.isEmpty() || carrier.isEmpty() || client.isEmpty()) {
            return UNKNOWN;
        }
        if (carrier.get().sessions().isEmpty()) {
            return client.get().hop().via() == OutgoingConnection.Via.FORWARD ? this : UNKNOWN;
        }
        Optional<SshSession> session = only(carrier.get());
        if (session.isEmpty()) {
            return UNKNOWN;
        }
        boolean terminal = !(session.get().terminal() instanceof Terminal.NoPty);
        HostProcess reads = session.get().foreground().orElse(session.get().leader());
        return reads.pid() == client.get().hop().client().pid() || connectsFor(reads, next, siblings)
                ? new Keys(OptionalInt.of(taken.getAsInt() + (terminal ? 1 : 0)))
                : UNKNOWN;
    }

    // `ssh -J` has no connection of its own: it reads the keyboard, and an `ssh -W` below it connects.
    private static boolean connectsFor(HostProcess reads, Link next, List<Link> siblings) {
        return CLIENTS.contains(reads.command())
                && siblings.stream().noneMatch(link -> clientPid(link) == reads.pid())
                && siblings.stream().filter(Keys::carriesNoSession).count() == 1
                && carriesNoSession(next);
    }

    private static boolean carriesNoSession(Link link) {
        return link.far().filter(end -> end.connection().sessions().isEmpty()).isPresent();
    }

    private static int clientPid(Link link) {
        return link.near().map(end -> end.hop().client().pid()).orElse(0);
    }

    private static Optional<SshSession> only(Connection connection) {
        return connection.sessions().size() == 1
                ? Optional.of(connection.sessions().getFirst())
                : Optional.empty();
    }
}
