package io.hangup.agent.census;

/// A process of a login whose connection is gone.
///
/// @param auditSession of the login it comes from
/// @param fromSsh whether something shows that this login came over SSH
/// @param deaf whether it ignores SIGHUP: `SigIgn` of `/proc/PID/status`, proc(5)
/// @param managed whether it runs below the user's service manager, by its cgroup
public record LeftoverFact(ProcessFact process, long auditSession, boolean fromSsh, boolean deaf, boolean managed) {
    int pid() {
        return process.pid();
    }
}
