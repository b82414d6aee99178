package io.hangup.agent.census;

import io.hangup.protocol.session.ProcessStamp;
import java.util.List;

/// A process that runs an SSH client's executable: somebody's `ssh`, or the one that scp, sftp, rsync or git started.
///
/// @param auditSession `/proc/PID/sessionid`; [ServerFact#UNSET] outside any login
/// @param seen whether its descriptors could be read; when not, the rest is empty and proves nothing
/// @param sockets inodes of the sockets it holds beyond its standard streams, by descriptor, the lowest first. OpenSSH
///     closes what it inherited (`closefrom` in `ssh.c`), so the connection is the first TCP socket among them; later
///     ones are what it forwards
/// @param proxied whether another process makes the connection for it (`-J`, ProxyCommand)
/// @param shared whether it waits for other `ssh` to share its connection (ControlMaster)
/// @param above itself, its parent, the parent's parent and so on, as first seen
public record ClientFact(
        ProcessFact process,
        long auditSession,
        boolean seen,
        List<Long> sockets,
        boolean proxied,
        boolean shared,
        List<ProcessStamp> above) {
    public ClientFact {
        sockets = List.copyOf(sockets);
        above = List.copyOf(above);
    }
}
