package io.hangup.agent.enforce;

import io.hangup.protocol.session.Connection;
import java.util.List;

/// What becomes of one command.
public sealed interface Decision {
    /// Climb this ladder until the connection is gone.
    ///
    /// @param connection as it was when it was permitted
    record Permit(Connection connection, List<Rung> ladder) implements Decision {
        public Permit {
            ladder = List.copyOf(ladder);
        }
    }

    /// Ask this connection's peer whether it is there. Ends nothing.
    record Ask(Connection connection) implements Decision {}

    /// Do nothing, and say why in words for an operator.
    record Refuse(String because) implements Decision {}

    /// Do nothing: it came too late.
    record Expire() implements Decision {}
}
