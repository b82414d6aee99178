package io.hangup.agent.liveness;

import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import java.util.Optional;

/// The way to another process's socket.
public interface Sockets {
    /// Takes hold of the socket of that cookie in that process, and of no other.
    Taken take(ProcessStamp process, SocketCookie cookie);

    /// How many window probes without an answer end a connection: sysctl `net.ipv4.tcp_retries2`, tcp(7).
    int retries();

    /// How taking hold went.
    sealed interface Taken {
        record Held(Hold hold) implements Taken {}

        record Missed(String why) implements Taken {}
    }

    /// A hold on one socket. As long as it lasts the connection is not closed when its process closes it, so it is kept
    /// for seconds only.
    interface Hold extends AutoCloseable {
        /// Empty when the kernel does not say.
        Optional<Keepalive> keepalive();

        /// Empty when the kernel does not say.
        Optional<PeerReading> reading();

        /// Makes it `wanted`, changing only what differs, the time of silence last when `arming` and first otherwise,
        /// and reads it back; says why when it is not so then.
        Optional<String> put(Keepalive wanted, boolean arming);

        /// Whether the process that it was taken from has ended.
        boolean abandoned();

        @Override
        void close();
    }
}
