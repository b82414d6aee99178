package io.hangup.protocol.session;

import java.time.Instant;

/// A process of a session that waits to write, because nobody takes what it has written: the client is stopped or slow,
/// its window is closed, or somebody pressed Ctrl-S.
///
/// @param since when it was first seen waiting so, without a byte and a tick of CPU since; never earlier than that
public record Blocked(HostProcess process, On on, Instant since) {
    /// Into what.
    public enum On {
        /// The session's terminal: `n_tty_write` in `/proc/PID/wchan`.
        TERMINAL,
        /// A pipe to sshd: `anon_pipe_write` or `pipe_write`.
        PIPE,
        /// A socket: `sk_stream_wait_memory` or `unix_stream_sendmsg`.
        SOCKET,
        UNKNOWN
    }
}
