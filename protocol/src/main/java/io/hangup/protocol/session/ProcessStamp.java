package io.hangup.protocol.session;

/// A process by what tells it from a later one with the same pid.
///
/// @param pid as the host's own pid namespace numbers it; at least 1
/// @param startTicks start time after boot in clock ticks (10 ms): field 22 of `/proc/PID/stat`, proc(5)
public record ProcessStamp(int pid, long startTicks) {
    public ProcessStamp {
        if (pid < 1 || startTicks < 0) {
            throw new IllegalArgumentException("not a process: pid " + pid + ", start " + startTicks);
        }
    }
}
