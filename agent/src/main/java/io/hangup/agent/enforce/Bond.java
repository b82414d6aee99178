package io.hangup.agent.enforce;

/// What a process belongs to, proc_pid_stat(5).
///
/// @param group its process group
/// @param session the id that setsid(2) gave
/// @param terminal device number of its controlling terminal; 0 without one
/// @param auditSession `/proc/PID/sessionid`, as the kernel writes it; -1 where it keeps none
/// @param ignoresHangup whether SIGHUP is ignored, as nohup(1) has it
public record Bond(int group, int session, int terminal, long auditSession, boolean ignoresHangup) {}
