package io.hangup.agent.executor;

import io.hangup.agent.enforce.Crew;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Hand.Gripped;
import io.hangup.protocol.command.Receipt.Step;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Tells who is at the terminals of a connection's sessions. Each leader is held anew and read again for it.
final class Announcement {
    private final Connection connection;
    private final Hand hand;
    private final Crew crew;

    Announcement(Connection connection, Hand hand, Crew crew) {
        this.connection = connection;
        this.hand = hand;
        this.crew = crew;
    }

    /// What came of it.
    ///
    /// @param terminals that took it
    record Made(int terminals, List<Step> steps) {}

    Made make(List<SshSession> sessions, Function<SshSession, String> text, Instant now) {
        List<Step> steps = new ArrayList<>();
        int terminals = 0;
        for (SshSession session : sessions) {
            if (session.terminal() instanceof Terminal.Pty(String device, Instant _, Instant _)) {
                Optional<String> failed = tell(session.leader(), text.apply(session));
                terminals += failed.isEmpty() ? 1 : 0;
                steps.add(new Step(
                        failed.map(why -> device + " could not be warned: " + why)
                                .orElse("warned on " + device),
                        now));
            }
        }
        return new Made(terminals, steps);
    }

    private Optional<String> tell(HostProcess leader, String text) {
        if (!(hand.grip(leader.pid()) instanceof Gripped.Held(Grip grip))) {
            return Optional.of("its leader has ended");
        }
        try (grip) {
            return crew.leads(leader, grip)
                    ? hand.tell(grip, serving(), text)
                    : Optional.of("process " + leader.pid() + " does not lead the session any more");
        }
    }

    /// Whoever is sure to see the terminals' files as they were made: the monitor, where there is one. Its
    /// child may be in a root of the user's.
    private HostProcess serving() {
        return connection.monitor().or(connection::child).orElseThrow();
    }
}
