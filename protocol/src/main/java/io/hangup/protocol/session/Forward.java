package io.hangup.protocol.session;

import java.time.Instant;

/// Something that a connection carries beside its sessions: what `-L`, `-R`, `-D`, `-J`, `-A` and `-X` set up,
/// as far as the serving process holds a socket for it.
public sealed interface Forward {
    /// A TCP connection that the serving process made or accepted for its client.
    ///
    /// @param local this host's end; @param peer the other end
    /// @param lastMoved when data last came in or went out on it
    record Tcp(SocketCookie cookie, Endpoint local, Endpoint peer, Instant lastMoved) implements Forward {}

    /// A port on which the serving process waits for others to use the tunnel (`-R`, X11).
    record Waiting(Endpoint address) implements Forward {}

    /// A connected Unix socket: somebody uses the agent or a forwarded socket.
    ///
    /// @param path as bound, for example `/tmp/ssh-XXXXabcdef/agent.812`; empty when it has no name
    record Local(Purpose purpose, String path) implements Forward {}

    /// What a Unix socket is for, told by its path.
    enum Purpose {
        AGENT,
        X11,
        OTHER,
        UNKNOWN
    }
}
