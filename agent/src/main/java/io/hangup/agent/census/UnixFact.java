package io.hangup.agent.census;

/// One Unix socket, as unix_diag reports it.
///
/// @param connected whether it is a connected stream: what somebody uses
/// @param path that it, or the socket it is connected to, is bound to; empty when neither has a name: a pair
/// @param peer inode of the socket at the other end; 0 when unknown
public record UnixFact(boolean connected, String path, long peer) {
    /// A socket that is not a Unix socket.
    public static final UnixFact NONE = new UnixFact(false, "", 0);
}
