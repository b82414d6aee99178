package io.hangup.agent.census;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a reading of a connection's processes rests on: as long as it stands, another reading says the same.
///
/// @param holders how many servers hold the connection's socket
/// @param below pids right below the serving process
record Basis(Shape shape, int holders, List<Integer> below, Map<Integer, String> names, Instant bootedAt) {
    Basis {
        below = List.copyOf(below);
    }

    static Basis of(Shape shape, long inode, Facts facts) {
        return new Basis(shape, holders(inode, facts), below(shape, facts), facts.names(), facts.bootedAt());
    }

    /// Whether all that was read is as it was then, and nobody came or went.
    boolean stands(long inode, Facts facts) {
        return facts.names().equals(names)
                && facts.bootedAt().equals(bootedAt)
                && holders(inode, facts) == holders
                && isSame(shape.monitor(), facts)
                && isSame(shape.child(), facts)
                && below(shape, facts).equals(below)
                && leadersStand(facts);
    }

    private boolean leadersStand(Facts facts) {
        for (ProcessFact leader : shape.leaders()) {
            ServerFact server = facts.servers().get(leader.pid());
            ProcessFact now = server == null ? facts.others().get(leader.pid()) : server.process();
            if (!leader.equals(now) || (leader.tty() != 0 && leader.foreground() != leader.pid())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Optional<ServerFact> server, Facts facts) {
        return server.isEmpty()
                || server.get().equals(facts.servers().get(server.get().pid()));
    }

    private static int holders(long inode, Facts facts) {
        List<Integer> holders = facts.holders().get(inode);
        return holders == null ? 0 : holders.size();
    }

    private static List<Integer> below(Shape shape, Facts facts) {
        Optional<ServerFact> serving = shape.serving();
        List<Integer> below =
                serving.isEmpty() ? null : facts.children().get(serving.get().pid());
        return below == null ? List.of() : below;
    }
}
