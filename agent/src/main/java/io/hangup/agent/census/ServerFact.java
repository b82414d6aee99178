package io.hangup.agent.census;

import io.hangup.protocol.session.Implementation;
import java.util.List;
import java.util.Set;

/// A process that runs an SSH server's executable: a listener, a monitor, a child that moves the data, or a subsystem
/// inside sshd. Which of them is told by parentage and by what it holds, never by its title.
///
/// @param executable base name of `/proc/PID/exe`; the kernel's `comm` where that link can't be read
/// @param auditSession `/proc/PID/sessionid`; [#UNSET] outside any login
/// @param loginUid `/proc/PID/loginuid`; [#UNSET] outside any login. Inherited, so a server started by hand has its
///     administrator's
/// @param seen whether its descriptors could be read; when not, `sockets` and `pipes` are empty and prove nothing
/// @param cgroup the cgroup v2 id it runs in, read only where `seen` is false; 0 for the root's or when unknown
/// @param sockets inodes of the sockets it holds
public record ServerFact(
        ProcessFact process,
        String executable,
        Implementation implementation,
        long auditSession,
        long loginUid,
        boolean seen,
        long cgroup,
        Set<Long> sockets,
        List<PipeEnd> pipes) {

    /// What the kernel answers when an audit id was never set: `(u32) -1`.
    public static final long UNSET = 0xffff_ffffL;

    public ServerFact {
        sockets = Set.copyOf(sockets);
        pipes = List.copyOf(pipes);
    }

    public int pid() {
        return process.pid();
    }

    /// Whether a login set the audit session of this process, rather than whoever started `listener`.
    boolean inLoginOtherThan(ServerFact listener) {
        return auditSession != UNSET && auditSession != listener.auditSession;
    }
}
