package io.hangup.protocol.session;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// A TCP connection from this host to an SSH server elsewhere: the near end of a hop.
///
/// @param client the process that holds it: `ssh`, or the sshd that forwards it (`-J`)
/// @param auditSession of that process; survives `su`, `setsid` and tmux, so it tells which login started it
/// @param from the connection on this host from which it was started or through which it is forwarded; empty when
///     nothing shows it (cron, a service, a console)
/// @param since when the client started
public record OutgoingConnection(
        SocketCookie cookie,
        Endpoint local,
        Endpoint peer,
        Via via,
        HostProcess client,
        OptionalLong auditSession,
        Optional<SocketCookie> from,
        Instant since,
        TcpHealth tcp) {

    /// How the client holds it.
    public enum Via {
        /// An `ssh` of its own.
        CLIENT,
        /// An `ssh` that other `ssh` share (ControlMaster, ControlPersist): it may outlive the session that started it.
        MASTER,
        /// The sshd of `from` forwards it: `-J`, `-W`.
        FORWARD,
        UNKNOWN
    }
}
