package io.hangup.agent.census;

import io.hangup.protocol.session.HostProcess;

/// A process as `/proc/PID/stat` and `/proc/PID/status` describe it, proc(5).
///
/// @param parent 1, or a subreaper, once the true parent is gone
/// @param posixSession the id that setsid(2) gave
/// @param tty device number of the controlling terminal; 0 without one
/// @param foreground the foreground process group of that terminal; -1 without one
/// @param cpuTicks used by itself and by children it waited for, in clock ticks
public record ProcessFact(HostProcess process, int parent, int posixSession, int tty, int foreground, long cpuTicks) {

    public int pid() {
        return process.pid();
    }

    public int uid() {
        return process.uid();
    }

    public long startTicks() {
        return process.stamp().startTicks();
    }
}
