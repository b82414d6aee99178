package io.hangup.protocol.session;

import java.time.Instant;
import java.util.OptionalLong;

/// A process that a login started and that outlived its connection.
///
/// @param auditSession of the login it comes from
/// @param since when it started
/// @param account whose it is now
public record Orphan(HostProcess process, Account account, OptionalLong auditSession, Kept kept, Instant since) {
    /// Why it lives on: what shows that it was meant to.
    public enum Kept {
        /// tmux's server, or something below it.
        TMUX,
        /// screen's server, or something below it.
        SCREEN,
        /// It ignores SIGHUP (`SigIgn` in `/proc/PID/status`): `nohup`.
        NOHUP,
        /// It leads a POSIX session of its own: `setsid`, a daemon.
        OWN_SESSION,
        /// The user's service manager runs it.
        SERVICE,
        /// Nothing shows that it was meant to: a background job.
        BACKGROUND,
        UNKNOWN
    }
}
