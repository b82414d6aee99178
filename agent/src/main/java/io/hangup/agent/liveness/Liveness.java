package io.hangup.agent.liveness;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Knows which peers are there, and which of them to ask next; one owner, not thread-safe.
public final class Liveness {
    /// The most that are begun in one second because they look quiet.
    static final int A_SECOND = 20;

    /// After this time no answer comes any more: whoever was to ask has ended.
    static final Duration FORGOTTEN = Duration.ofMinutes(2);

    private final ProbePolicy policy;
    private final Consumer<SocketCookie> asker;
    private final Map<SocketCookie, Acquaintance> known = new HashMap<>();
    private final Map<SocketCookie, Duration> asked = new HashMap<>();
    private Duration second = Duration.ZERO;
    private int begun;

    /// @param asker asks the peer of a connection; its answer comes by [#told]
    public Liveness(ProbePolicy policy, Consumer<SocketCookie> asker) {
        this.policy = policy;
        this.asker = asker;
    }

    /// Says of each connection what is known of its peer, and has those asked that look quiet.
    public HostView look(HostView view, Instant now, Duration running) {
        boolean blind = view.blindspots().stream().anyMatch(b -> b.sense() == Blindspot.Sense.SOCKETS);
        if (!blind) {
            forgetBeyond(view.connections());
            forget(running);
        }
        Instant quiet = now.minus(policy.after());
        List<Connection> suspects = new ArrayList<>();
        List<Connection> said = new ArrayList<>(view.connections().size());
        for (Connection connection : view.connections()) {
            Acquaintance met = known.get(connection.cookie());
            if (!blind && isAskable(connection) && !asked.containsKey(connection.cookie())) {
                met = met == null ? acquaintance(connection.cookie()) : met;
                if (met.due(connection, quiet, running)) {
                    suspects.add(connection);
                }
            }
            said.add(met == null ? connection : met.said(connection));
        }
        ask(suspects, running);
        return view.carrying(said);
    }

    // At most looks nobody is gone: then there is no need to know who is there.
    private void forgetBeyond(List<Connection> connections) {
        if (known.size() > connections.size() || !asked.isEmpty()) {
            Set<SocketCookie> there = HashSet.newHashSet(connections.size());
            connections.forEach(connection -> there.add(connection.cookie()));
            known.keySet().retainAll(there);
            asked.keySet().retainAll(there);
        }
    }

    /// Takes what a peer answered, whoever wanted to know. @return whether it answered otherwise than before
    public boolean told(SocketCookie connection, Answer answer, Duration running) {
        asked.remove(connection);
        Acquaintance acquaintance = acquaintance(connection);
        return switch (answer) {
            case Answer.Told(PeerProbe probe, String _) ->
                acquaintance.told(probe.answer(), probe.asked(), running).count() == 1;
            case Answer.Left _ -> {
                acquaintance.left(running);
                yield false;
            }
        };
    }

    private void forget(Duration running) {
        asked.entrySet().removeIf(one -> {
            boolean late = running.minus(one.getValue()).compareTo(FORGOTTEN) >= 0;
            Acquaintance acquaintance = known.get(one.getKey());
            if (late && acquaintance != null) {
                acquaintance.left(running);
            }
            return late;
        });
    }

    // Those first that were not heard for longest.
    private void ask(List<Connection> suspects, Duration running) {
        if (running.minus(second).compareTo(Duration.ofSeconds(1)) >= 0) {
            second = running;
            begun = 0;
        }
        if (suspects.isEmpty()) {
            return;
        }
        int room = Math.max(0, Math.min(Questions.AT_ONCE - asked.size(), A_SECOND - begun));
        suspects.stream()
                .sorted(Comparator.comparing((Connection c) -> c.tcp().lastHeard()))
                .limit(room)
                .forEach(connection -> {
                    begun++;
                    asked.put(connection.cookie(), running);
                    asker.accept(connection.cookie());
                });
    }

    private static boolean isAskable(Connection connection) {
        TcpHealth tcp = connection.tcp();
        return connection.server().isPresent()
                && tcp.state() == TcpState.ESTABLISHED
                && tcp.unacked() == 0
                && tcp.sendQueue() == 0
                && (tcp.timer() == TcpTimer.NONE || tcp.timer() == TcpTimer.KEEPALIVE);
    }

    // In so many words, for the JVM's first compiler makes a lambda that holds something dear.
    private Acquaintance acquaintance(SocketCookie connection) {
        Acquaintance met = known.get(connection);
        if (met == null) {
            met = new Acquaintance(policy);
            known.put(connection, met);
        }
        return met;
    }
}
