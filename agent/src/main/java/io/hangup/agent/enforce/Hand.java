package io.hangup.agent.enforce;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What carries out a decision: the only way from this agent to another process.
public interface Hand {
    /// Takes hold of whatever runs under `pid` now, and reads what that is.
    Gripped grip(int pid);

    /// Takes hold of all that is in the process group of this process, itself included, one by one. Empty
    /// when it has ended; one that ends meanwhile is left out.
    List<Grip> group(HostProcess leader);

    /// Writes on the terminal that a session's leader is at, and on no other. Never waits, and ends nothing.
    ///
    /// @param leader held, leads the session
    /// @param server serves its connection: `/dev` is looked up as it sees it, not as the user does
    /// @return why that could not be done; empty when the terminal took the whole of it
    Optional<String> tell(Grip leader, HostProcess server, String text);

    /// Destroys the TCP socket of a connection: the very one that has its cookie, and no other that has its addresses
    /// by now. Ends no process.
    Severed sever(Connection connection);

    /// Pids of the processes that Hangup itself runs by on this host: this one, what hands it its commands, and the
    /// ancestors of both. Empty when that can't be told.
    Set<Integer> lineage();

    /// Why this agent could not end other users' processes, for an operator; empty when it can.
    Optional<String> powerless();

    /// How a grip went.
    sealed interface Gripped {
        record Held(Grip grip) implements Gripped {}

        /// @param ended whether it surely has ended, rather than that it could not be held or read
        record Missed(String why, boolean ended) implements Gripped {}
    }

    /// What became of a socket.
    sealed interface Severed {
        /// The kernel says that it was destroyed.
        record Done() implements Severed {}

        /// The kernel has no such socket any more.
        record Absent() implements Severed {}

        /// It was not destroyed.
        record Failed(String why) implements Severed {}
    }

    /// A hold on one process that can't slip to another one, whatever happens to its pid.
    interface Grip extends AutoCloseable {
        /// What is held, as read after the hold was taken.
        Held held();

        /// The process of [#held].
        default HostProcess process() {
            return held().process();
        }

        /// What the held process belongs to, as read after the hold was taken.
        Bond bond();

        /// Sends a signal to the held process; says why when that failed.
        Optional<String> send(Signal signal);

        /// Whether the held process has ended.
        boolean exited();

        @Override
        void close();
    }
}
