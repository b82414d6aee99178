package io.hangup.agent.enforce;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import java.util.List;
import java.util.Optional;

/// What becomes of one command.
public sealed interface Decision {
    /// Climb this ladder until the connection is gone, or the one session of it that is meant.
    ///
    /// @param connection as it was when it was permitted
    /// @param session empty where the whole connection is meant
    record Permit(Connection connection, List<Rung> ladder, Optional<SshSession> session) implements Decision {
        public Permit {
            ladder = List.copyOf(ladder);
        }

        public Permit(Connection connection, List<Rung> ladder) {
            this(connection, ladder, Optional.empty());
        }
    }

    /// Ask this connection's peer whether it is there. Ends nothing.
    record Ask(Connection connection) implements Decision {}

    /// Do nothing, and say why in words for an operator.
    record Refuse(String because) implements Decision {}

    /// Do nothing: it came too late.
    record Expire() implements Decision {}
}
