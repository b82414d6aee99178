package io.hangup.agent.census;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Since when data has waited for a server that reads nothing: stopped, or wedged. One look proves nothing: data may
/// just have come in. A server that reads, however little, or that uses the CPU, is at work.
final class Unread {
    private @Nullable Instant since;
    private long taken;
    private OptionalLong cpuTicks = OptionalLong.empty();

    /// @param cpu of the serving process; empty when it is unseen, and what it reads has to tell alone
    Optional<Instant> look(SocketFact socket, OptionalLong cpu, Instant at) {
        if (socket.receiveQueue() == 0) {
            since = null;
            return Optional.empty();
        }
        boolean still = since != null && socket.taken() == taken && cpu.equals(cpuTicks);
        Optional<Instant> answer = still ? Optional.ofNullable(since) : Optional.empty();
        since = still ? since : at;
        taken = socket.taken();
        cpuTicks = cpu;
        return answer;
    }
}
