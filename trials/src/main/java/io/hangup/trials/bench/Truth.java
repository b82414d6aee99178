package io.hangup.trials.bench;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.trials.trial.Score;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether those who are measured see what is really there: figures of somebody who does not are worth nothing.
record Truth(Ground ground, Score score) {
    private static final Duration TO_SEE = Duration.ofSeconds(30);

    /// The agent's snapshot on Kafka against the host's own list of terminals.
    void agentListsExactly(int sessions) {
        Set<String> there = ground.crowd().terminals();
        boolean seen = ground.published().awaits(snapshot -> lists(snapshot, there), TO_SEE);
        score.claim(
                "the agent lists exactly the " + sessions + " sessions, each on its terminal",
                seen && there.size() == sessions,
                ground.published().last().map(Truth::told).orElse("no snapshot"));
    }

    private static boolean lists(HostSnapshot snapshot, Set<String> terminals) {
        List<Connection> connections = snapshot.connections();
        List<SshSession> sessions =
                connections.stream().flatMap(one -> one.sessions().stream()).toList();
        return sessions.stream()
                        .flatMap(Truth::terminal)
                        .collect(Collectors.toSet())
                        .equals(terminals)
                && sessions.size() == terminals.size()
                && connections.size() == terminals.size()
                && connections.stream().allMatch(one -> one.phase() == Phase.AUTHENTICATED);
    }

    private static Stream<String> terminal(SshSession session) {
        return switch (session.terminal()) {
            case Terminal.Pty pty -> Stream.of(pty.device());
            case Terminal.NoPty() -> Stream.empty();
            case Terminal.Unseen(String _) -> Stream.empty();
        };
    }

    private static String told(HostSnapshot snapshot) {
        int sessions = snapshot.connections().stream()
                .mapToInt(connection -> connection.sessions().size())
                .sum();
        return snapshot.connections().size() + " connections, " + sessions + " sessions";
    }

    void agentSeesAll(Ground.MeasuredAgent agent) {
        String blindspots = ground.published()
                .last()
                .map(snapshot -> snapshot.blindspots().toString())
                .orElse("no snapshot");
        score.claim(
                "the agent still runs and has no blindspot",
                agent.alive() && blindspots.equals("[]"),
                agent.alive() ? blindspots : "it has ended");
    }

    void floorsSaw(int sessions, List<Floor.Seen> floors) {
        if (!ground.floors()) {
            score.step("the floors are left out: there is no gcc here");
            return;
        }
        score.claim(
                "both floors saw " + sessions + " connections and terminals each time",
                floors.stream().allMatch(floor -> floor.sockets() == sessions && floor.terminals() == sessions),
                floors.size() + " runs");
    }

    /// @param seen how many sessions each peer saw in its last run that ended
    void peersSaw(int sessions, Map<Peer, Long> seen) {
        List<String> wrong = seen.entrySet().stream()
                .filter(peer -> peer.getValue() != sessions)
                .map(peer -> peer.getKey().label() + " saw " + peer.getValue())
                .toList();
        score.claim("the other peers saw " + sessions + " sessions", wrong.isEmpty(), String.join(", ", wrong));
    }
}
