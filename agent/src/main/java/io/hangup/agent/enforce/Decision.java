package io.hangup.agent.enforce;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What becomes of one command.
public sealed interface Decision {
    /// Climb this ladder until the connection is gone, or the one session of it that is meant.
    ///
    /// @param connection as it was when it was permitted
    /// @param session empty where the whole connection is meant
    /// @param warning how long before the first rung who is at a terminal is told; empty where nobody is
    record Permit(Connection connection, List<Rung> ladder, Optional<SshSession> session, Optional<Duration> warning)
            implements Decision {
        public Permit {
            ladder = List.copyOf(ladder);
        }

        public Permit(Connection connection, List<Rung> ladder) {
            this(connection, ladder, Optional.empty(), Optional.empty());
        }

        /// The sessions whose users are told.
        public List<SshSession> told() {
            return session.map(List::of).orElse(connection.sessions());
        }
    }

    /// Tell who is at these sessions' terminals. Ends nothing.
    record Tell(Connection connection, List<SshSession> sessions) implements Decision {
        public Tell {
            sessions = List.copyOf(sessions);
        }
    }

    /// Spare this connection for a while. Ends nothing.
    record Keep(Connection connection) implements Decision {}

    /// Ask this connection's peer whether it is there. Ends nothing.
    record Ask(Connection connection) implements Decision {}

    /// Do nothing, and say why in words for an operator.
    record Refuse(String because) implements Decision {}

    /// Do nothing: it came too late.
    record Expire() implements Decision {}
}
