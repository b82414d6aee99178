package io.hangup.agent.census;

import io.hangup.protocol.session.SocketCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one look read of SSH clients.
///
/// @param at the host's clock at this look
/// @param bootedAt on the same clock: start ticks count from it
/// @param sockets connected TCP sockets that clients hold, by inode
/// @param forwarded TCP sockets that serving processes hold for their clients, by cookie
/// @param accepting ports on which clients accept for others (`-L`, `-D`): what comes in there is no connection of
///     theirs
/// @param sshPorts where SSH servers are to be expected: 22, and the ports of this host's own
public record ClientFacts(
        Instant at,
        Instant bootedAt,
        List<ClientFact> clients,
        Map<Long, SocketFact> sockets,
        Map<SocketCookie, SocketFact> forwarded,
        Set<Integer> accepting,
        Set<Integer> sshPorts) {
    private static final int MILLIS_PER_TICK = 10;

    Instant startOf(ProcessFact process) {
        return bootedAt.plus(Duration.ofMillis(process.startTicks() * MILLIS_PER_TICK));
    }
}
