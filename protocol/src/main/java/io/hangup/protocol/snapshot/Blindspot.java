package io.hangup.protocol.snapshot;

/// Something that this agent cannot see or do on this host. What is unseen is never "gone" and never "idle".
///
/// @param sense which sense is missing
/// @param why one sentence for an operator, with the cure where there is one
public record Blindspot(Sense sense, String why) {
    /// What an agent may be unable to see or do.
    public enum Sense {
        /// TCP connections of this host.
        SOCKETS,
        /// Which process owns a socket.
        OWNERS,
        /// Read and write times of terminals.
        TERMINALS,
        /// Who keeps a pipe open.
        PIPES,
        /// Ending processes.
        SIGNALS,
        /// Processes of sessions: the kernel lists no children (built without CONFIG_PROC_CHILDREN), or `/proc` is
        /// hidden.
        PROCESSES,
        /// What processes read and write: `/proc/PID/io`.
        IO,
        /// Where processes wait: `/proc/PID/wchan`.
        WAITS,
        /// Whether the peer of a quiet connection is there: the silent probe is off or not possible.
        PROBE,
        /// What a listener says to a new client.
        LISTENERS,
        /// The settings of the SSH server that are in force.
        SETTINGS,
        /// SSH clients on this host and where they lead.
        CLIENTS,
        /// Processes that outlived their login.
        ORPHANS,
        /// The host's clock can't be relied on.
        CLOCK,
        /// A limit was reached and the snapshot does not hold everything.
        TRUNCATED,
        UNKNOWN
    }
}
