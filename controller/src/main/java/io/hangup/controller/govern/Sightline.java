package io.hangup.controller.govern;

import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.util.Optional;

/// Finds a target in a snapshot, by identity.
final class Sightline {
    private Sightline() {}

    static boolean present(HostSnapshot snapshot, Target target) {
        if (!snapshot.boot().equals(target.boot())) {
            return false;
        }
        return switch (target) {
            case Target.Host _ -> true;
            case Target.OneConnection one -> connection(snapshot, one.cookie()).isPresent();
            case Target.OneOrphan one -> orphan(snapshot, one).isPresent();
            case Target.OneSession one ->
                connection(snapshot, one.cookie()).stream()
                        .flatMap(connection -> connection.sessions().stream())
                        .anyMatch(session -> session.leader().stamp().equals(one.leader()));
        };
    }

    /// The process that outlived its login and that a target names.
    static Optional<Orphan> orphan(HostSnapshot snapshot, Target.OneOrphan target) {
        return snapshot.orphans().stream()
                .filter(orphan -> snapshot.boot().equals(target.boot())
                        && orphan.process().stamp().equals(target.process()))
                .findFirst();
    }

    /// The connection that a target is or belongs to.
    static Optional<Connection> connection(HostSnapshot snapshot, Target target) {
        return present(snapshot, target)
                ? Watch.connectionOf(target).flatMap(one -> connection(snapshot, one.cookie()))
                : Optional.empty();
    }

    private static Optional<Connection> connection(HostSnapshot snapshot, SocketCookie cookie) {
        return snapshot.connections().stream()
                .filter(connection -> connection.cookie().equals(cookie))
                .findFirst();
    }
}
