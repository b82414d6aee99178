package io.hangup.agent.census;

/// A process of a login whose connection is gone.
///
/// @param group its process group
/// @param auditSession of the login it comes from
/// @param fromSsh whether something shows that this login came over SSH
/// @param deaf whether it ignores SIGHUP: `SigIgn` of `/proc/PID/status`, proc(5)
/// @param unattended whether it ignores SIGINT and SIGQUIT, as a job of a shell without job control does
/// @param cut whether it may have lost what it was attached to; looked at where that decides
/// @param managed whether it runs in a unit of its own, by its cgroup
public record LeftoverFact(
        ProcessFact process,
        int group,
        long auditSession,
        boolean fromSsh,
        boolean deaf,
        boolean unattended,
        boolean cut,
        boolean managed) {
    int pid() {
        return process.pid();
    }
}
