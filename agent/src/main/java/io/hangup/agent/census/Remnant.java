package io.hangup.agent.census;

import io.hangup.protocol.session.HostProcess;

/// A process of one login, or one below it, as a look for that login alone shows it.
///
/// @param group its process group
/// @param auditSession of the login it comes from
/// @param loginUid who logged in: `/proc/PID/loginuid`
public record Remnant(ProcessFact process, int group, long auditSession, long loginUid, Trade trade, Traits traits) {
    /// What it runs, where that decides.
    public enum Trade {
        /// An SSH server's executable.
        SERVER,
        /// A service manager.
        MANAGER,
        OTHER
    }

    /// What shows where it comes from and whether it was meant to live on.
    ///
    /// @param overSsh whether its environment says that it was started over SSH
    /// @param led whether the leader of its POSIX session runs, or is out of sight
    /// @param deaf whether it ignores SIGHUP
    /// @param unattended whether it ignores SIGINT and SIGQUIT, as each background job of a shell without
    ///     job control does: POSIX, Shell Command Language, 2.11
    /// @param cut whether one of its standard descriptors is a terminal that was hung up, or a pipe whose other end
    ///     nobody holds
    /// @param managed whether it runs in a unit of its own rather than in its login's
    /// @param attached whether it is tmux or screen, and somebody is attached to it or that can't be seen
    public record Traits(
            boolean overSsh,
            boolean led,
            boolean deaf,
            boolean unattended,
            boolean cut,
            boolean managed,
            boolean attached) {
        /// Of what nobody is attached to.
        public Traits(boolean overSsh, boolean led, boolean deaf, boolean unattended, boolean cut, boolean managed) {
            this(overSsh, led, deaf, unattended, cut, managed, false);
        }
    }

    public int pid() {
        return process.pid();
    }

    public HostProcess what() {
        return process.process();
    }
}
