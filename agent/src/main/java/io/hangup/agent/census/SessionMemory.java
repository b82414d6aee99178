package io.hangup.agent.census;

import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.session.WorkStamp;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is remembered of one session to tell when it last used the CPU, read or wrote, and since when it waits.
///
/// A leader's own ticks and those of the foreground process are compared at every reading; what runs deeper, and what
/// was read and written, is compared when the probe has walked there. The first look counts as use: what was not
/// watched is not called quiet.
///
/// @param leaderTicks of the leader, @param foregroundPid 0 without one, @param foregroundTicks of that process
/// @param activity as last walked; null before the first walk
/// @param io bytes read and written, as last walked; null with a terminal, and where that may not be read
/// @param lastIo null where `io` is
/// @param payload when the connection last carried payload, as of then
/// @param blocked null when nothing waits
record SessionMemory(
        long leaderTicks,
        int foregroundPid,
        long foregroundTicks,
        @Nullable Long activity,
        @Nullable Long io,
        Instant lastCpu,
        @Nullable Instant lastIo,
        Optional<Instant> payload,
        @Nullable Blocked blocked) {

    /// What a look learned of one session. @param before what an earlier look remembers of it
    static SessionMemory of(
            ProcessFact leader,
            @Nullable ProcessFact foreground,
            Facts facts,
            Optional<Instant> payload,
            @Nullable SessionMemory before) {
        Instant at = facts.at();
        Long walked = facts.activity().get(leader.pid());
        Long io = leader.tty() == 0 ? facts.depth().sessionIo().get(leader.pid()) : null;
        boolean used = before == null || before.used(leader, foreground, walked);
        Instant lastCpu = before == null || used ? at : before.lastCpu;
        Instant lastIo = io == null ? null : before == null || !io.equals(before.io) ? at : before.lastIo;
        WaitFact wait = facts.depth().waits().get(leader.pid());
        Blocked earlier = before == null || used || !payload.equals(before.payload) ? null : before.blocked;
        return new SessionMemory(
                leader.cpuTicks(),
                pid(foreground),
                ticks(foreground),
                walked == null && before != null ? before.activity : walked,
                io,
                lastCpu,
                lastIo,
                payload,
                wait == null ? null : blocked(wait, earlier, at));
    }

    /// Whether what was read below a leader that has not run is what is remembered, and nothing waits.
    boolean stands(ProcessFact leader, Facts facts) {
        Long walked = facts.activity().get(leader.pid());
        Long read = leader.tty() == 0 ? facts.depth().sessionIo().get(leader.pid()) : null;
        return (walked == null || walked.equals(activity))
                && Objects.equals(read, io)
                && blocked == null
                && !facts.depth().waits().containsKey(leader.pid());
    }

    /// Empty before the first walk.
    Optional<WorkStamp> work() {
        return Optional.ofNullable(activity).map(walked -> new WorkStamp(31 * walked + (io == null ? 0 : io)));
    }

    private boolean used(ProcessFact leader, @Nullable ProcessFact foreground, @Nullable Long walked) {
        return leader.cpuTicks() != leaderTicks
                || pid(foreground) != foregroundPid
                || ticks(foreground) != foregroundTicks
                || (walked != null && activity != null && !walked.equals(activity));
    }

    private static Blocked blocked(WaitFact wait, @Nullable Blocked earlier, Instant at) {
        Instant since = earlier != null
                        && earlier.process().stamp().equals(wait.process().stamp())
                        && earlier.on() == wait.on()
                ? earlier.since()
                : at;
        return new Blocked(wait.process(), wait.on(), since);
    }

    private static int pid(@Nullable ProcessFact process) {
        return process == null ? 0 : process.pid();
    }

    private static long ticks(@Nullable ProcessFact process) {
        return process == null ? 0 : process.cpuTicks();
    }
}
