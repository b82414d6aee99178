package io.hangup.controller.govern;

import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.Connection;
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
            case Target.OneOrphan one ->
                snapshot.orphans().stream()
                        .anyMatch(orphan -> orphan.process().stamp().equals(one.process()));
            case Target.OneSession one ->
                connection(snapshot, one.cookie()).stream()
                        .flatMap(connection -> connection.sessions().stream())
                        .anyMatch(session -> session.leader().stamp().equals(one.leader()));
        };
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
