package io.hangup.agent.census;

import io.hangup.protocol.session.Phase;
import java.util.Optional;

/// Tells how far a connection has come, from what can't be faked by a client or set by a title. Where nothing proves
/// it, the answer is `UNKNOWN`.
///
/// Pre-auth is proved by the tie to the listener that every server keeps until authentication has succeeded, for
/// `MaxStartups`: OpenSSH 9.2 and Dropbear hold the writing end of a pipe that the listener reads, OpenSSH 10 one end
/// of a socket pair. The direction matters: Dropbear's children inherit reading ends of *other* connections' pipes, and
/// a listener's standard streams are shared by everything below it.
record Progress(Doors doors, Facts facts) {

    Phase of(Shape shape) {
        Optional<ServerFact> first = shape.monitor().or(shape::child);
        if (first.isEmpty()) {
            return Phase.UNKNOWN;
        }
        Optional<ServerFact> listener =
                Optional.ofNullable(facts.servers().get(first.get().process().parent()));
        if (isPreAuth(shape, first.get(), listener)) {
            return Phase.PRE_AUTH;
        }
        return isAuthenticated(shape, first.get(), listener) ? Phase.AUTHENTICATED : Phase.UNKNOWN;
    }

    private boolean isPreAuth(Shape shape, ServerFact first, Optional<ServerFact> listener) {
        return shape.child().filter(this::authenticates).isPresent()
                || listener.filter(above -> tied(first, above)).isPresent();
    }

    private boolean authenticates(ServerFact child) {
        return child.executable().equals("sshd-auth")
                || (facts.preAuthUid().isPresent()
                        && child.process().uid() == facts.preAuthUid().getAsInt());
    }

    private boolean tied(ServerFact server, ServerFact listener) {
        return server.pipes().stream().anyMatch(end -> end.writes() && reads(listener, end.inode()))
                || server.sockets().stream()
                        .map(facts.pairs()::get)
                        .anyMatch(peer -> peer != null && listener.sockets().contains(peer));
    }

    private static boolean reads(ServerFact listener, long pipe) {
        return listener.pipes().stream().anyMatch(end -> !end.writes() && end.inode() == pipe);
    }

    private boolean isAuthenticated(Shape shape, ServerFact first, Optional<ServerFact> listener) {
        if (listener.isEmpty()) {
            return outlivedItsListener(shape, first);
        }
        // With both tables read and no tie between them, nothing that runs below belongs to a login still going on.
        boolean untied = first.seen() && listener.get().seen();
        return first.inLoginOtherThan(listener.get())
                || (untied && (becameTheUser(shape) || !shape.leaders().isEmpty()));
    }

    // Only after authentication does root's monitor start a child that is neither root nor the pre-auth account.
    private boolean becameTheUser(Shape shape) {
        return facts.preAuthUid().isPresent()
                && shape.monitor().filter(m -> m.process().uid() == 0).isPresent()
                && shape.child()
                        .filter(child -> child.process().uid() != 0 && !authenticates(child))
                        .isPresent();
    }

    // Whoever starts a server lends it his audit session, and the listener that could tell is gone. It is the login's
    // own when a process has become the user, when it carries sessions, or when listeners here have none to lend.
    private boolean outlivedItsListener(Shape shape, ServerFact first) {
        return first.auditSession() != ServerFact.UNSET
                && (shape.serving().filter(s -> s.process().uid() != 0).isPresent()
                        || !shape.leaders().isEmpty()
                        || (!doors.all().isEmpty()
                                && doors.all().stream()
                                        .allMatch(door -> door.process().auditSession() == ServerFact.UNSET)));
    }
}
