package io.hangup.agent.enforce;

import io.hangup.agent.policy.Scene;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One session of a connection, apart from the others.
public final class Channel {
    private Channel() {}

    /// The session that is meant, if the connection still carries it.
    static Optional<SshSession> of(CommandTarget.OneConnection target, Connection connection) {
        return connection.sessions().stream()
                .filter(session -> target.session()
                        .filter(session.leader().stamp()::equals)
                        .isPresent())
                .findFirst();
    }

    /// The scene as if the connection carried this session only: whoever uses another does not speak for it. Its
    /// processes stay the whole login's: who is protected in one is in all.
    static Scene alone(Scene scene, SshSession session) {
        Connection c = scene.connection();
        return new Scene(
                with(c, session), scene.person(), scene.processes(), scene.units(), scene.unseen(), scene.others());
    }

    private static Connection with(Connection c, SshSession session) {
        return c.carrying(List.of(session));
    }

    /// What tells the processes of this session: its leader and all below it and in its POSIX session.
    public static Connection tree(Connection c, SshSession session) {
        return new Connection(
                c.cookie(),
                c.local(),
                c.peer(),
                c.implementation(),
                c.phase(),
                c.user(),
                c.since(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                c.tcp(),
                List.of(session),
                List.of());
    }
}
