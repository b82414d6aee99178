package io.hangup.agent.census;

import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/// Everything one look read. The maps are the probe's own and still hold what was read at earlier looks, of
/// connections that needed no attention at this one.
///
/// @param at the host's clock at this look
/// @param bootedAt on the same clock: start ticks count from it
/// @param listening listening sockets of any program
/// @param connected connected sockets on the ports of SSH servers, and whatever else SSH servers hold
/// @param servers processes that run an SSH server, by pid
/// @param others session leaders and foreground processes, by pid
/// @param children pids of the children of a server, by the server's pid
/// @param holders pids of servers that hold a socket, by its inode
/// @param activity of a leader's pid: a number that changes whenever a process below it used the CPU, came or went
/// @param terminals by the leader's pid
/// @param pairs of Unix sockets that servers hold: the inode of one to the inode of its peer
/// @param pipeWriters processes outside SSH servers that hold the writing end of a pipe, by the pipe's inode
/// @param depth what was read of connections that gave reason to look deeper
/// @param names user names by uid
/// @param preAuthUid the account that OpenSSH's pre-auth child runs under
public record Facts(
        Instant at,
        Instant bootedAt,
        List<SocketFact> listening,
        List<SocketFact> connected,
        Map<Integer, ServerFact> servers,
        Map<Integer, ProcessFact> others,
        Map<Integer, List<Integer>> children,
        Map<Long, List<Integer>> holders,
        Map<Integer, Long> activity,
        Map<Integer, TerminalFact> terminals,
        Map<Long, Long> pairs,
        Map<Long, List<HostProcess>> pipeWriters,
        Depth depth,
        Map<Integer, String> names,
        OptionalInt preAuthUid,
        List<Blindspot> blindspots) {

    /// Ticks of the kernel's user-visible clock: `USER_HZ`, 100 on every architecture Linux runs sshd on.
    private static final int TICKS_PER_SECOND = 100;

    Instant startOf(ProcessFact process) {
        return bootedAt.plus(Duration.ofMillis(process.startTicks() * (1_000 / TICKS_PER_SECOND)));
    }

    /// The servers that hold a socket, oldest first.
    List<ServerFact> holdersOf(long inode) {
        return holders.getOrDefault(inode, List.of()).stream()
                .map(servers::get)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(server -> server.process().startTicks()))
                .toList();
    }
}
