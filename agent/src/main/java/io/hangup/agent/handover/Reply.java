package io.hangup.agent.handover;

import io.hangup.agent.liveness.Answer;
import io.hangup.agent.loop.News;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Blindspot;
import java.util.List;

/// What the executor says to the half with the network.
public sealed interface Reply {
    /// The answer to [Request.Hello].
    record Hello(int version) implements Reply {}

    /// What can't be done here now; said after the greeting and whenever it changes.
    record Limits(List<Blindspot> blindspots) implements Reply {
        public Limits {
            blindspots = List.copyOf(blindspots);
        }
    }

    /// A command needs not be handed over again: it is in the ledger, or not worth it.
    record Taken(int number) implements Reply {}

    /// How a command ended.
    record Answered(Receipt receipt) implements Reply {}

    /// What was handed over is no command.
    record SetAside(News.Kind kind, String why) implements Reply {}

    /// What a peer answered.
    record Heard(SocketCookie connection, Answer answer) implements Reply {}

    /// The executor ends for want of work; whoever connects wakes it.
    record Bye() implements Reply {}
}
