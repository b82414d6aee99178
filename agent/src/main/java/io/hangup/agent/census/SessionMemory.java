package io.hangup.agent.census;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is remembered of one session to tell when it last used the CPU.
///
/// A leader's own ticks and those of the foreground process are compared at every reading; what runs deeper is
/// compared when the probe has walked there. The first look counts as use: what was not watched is not called quiet.
///
/// @param leaderTicks of the leader, @param foregroundPid 0 without one, @param foregroundTicks of that process
/// @param activity as last walked; null before the first walk
record SessionMemory(
        long leaderTicks,
        int foregroundPid,
        long foregroundTicks,
        @Nullable Long activity,
        Instant lastCpu) {

    static SessionMemory first(
            ProcessFact leader, @Nullable ProcessFact foreground, @Nullable Long activity, Instant at) {
        return new SessionMemory(leader.cpuTicks(), pid(foreground), ticks(foreground), activity, at);
    }

    SessionMemory next(ProcessFact leader, @Nullable ProcessFact foreground, @Nullable Long walked, Instant at) {
        boolean used = leader.cpuTicks() != leaderTicks
                || pid(foreground) != foregroundPid
                || ticks(foreground) != foregroundTicks
                || (walked != null && activity != null && !walked.equals(activity));
        return new SessionMemory(
                leader.cpuTicks(),
                pid(foreground),
                ticks(foreground),
                walked == null ? activity : walked,
                used ? at : lastCpu);
    }

    private static int pid(@Nullable ProcessFact process) {
        return process == null ? 0 : process.pid();
    }

    private static long ticks(@Nullable ProcessFact process) {
        return process == null ? 0 : process.cpuTicks();
    }
}
