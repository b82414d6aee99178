package io.hangup.agent.loop;

import io.hangup.agent.liveness.Answer;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.wire.Envelope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Who carries commands out, in this process or in one of its own. It checks everything itself: what it is handed is a
/// reason to look, never a fact.
///
/// Nothing here waits. What becomes of what was handed over is told by [#advance].
public interface Executor extends AutoCloseable {
    /// Hands a command over as it came from Kafka. One that was handed over before does no harm.
    void take(Envelope command);

    /// Whether as many commands wait as may. Then the next ones stay where they are.
    boolean full();

    /// Asks for the peer of a connection to be asked whether it is there.
    void ask(SocketCookie connection);

    /// Tells that an answer is safe in Kafka.
    void sent(CommandId command);

    /// Goes on with what is under way. @return what has become of it since the last call
    List<Report> advance();

    /// How long the next [#advance] may be away; empty while nothing is under way, or when the bus is woken for it.
    Optional<Duration> patience();

    /// What can't be done here now, and why.
    List<Blindspot> limits();

    @Override
    void close();

    /// What an executor has to tell.
    sealed interface Report {
        /// How a command ended, to be sent to the controller.
        record Answered(Receipt receipt) implements Report {}

        /// What was handed over is no command, or nobody's here.
        record SetAside(News.Kind kind, String why) implements Report {}

        /// What a peer answered, whoever wanted to know.
        record Heard(SocketCookie connection, Answer answer) implements Report {}
    }
}
