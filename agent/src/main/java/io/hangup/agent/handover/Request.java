package io.hangup.agent.handover;

import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.wire.Envelope;

/// What the half with the network says to the executor.
public sealed interface Request {
    /// The first of all.
    record Hello(int version) implements Request {}

    /// How many window probes without an answer end a connection of the host (`net.ipv4.tcp_retries2`): the executor's
    /// own network may be another. Said before anything that may lead to a question, and again when it has changed.
    record Retries(int most) implements Request {}

    /// A command as it came from Kafka; nobody has checked it.
    ///
    /// @param number by which [Reply.Taken] names it
    record Command(int number, Envelope envelope) implements Request {}

    /// An answer is safe in Kafka.
    record Sent(CommandId command) implements Request {}

    /// Somebody thinks that a connection's peer should be asked whether it is there.
    record Ask(SocketCookie connection) implements Request {}
}
