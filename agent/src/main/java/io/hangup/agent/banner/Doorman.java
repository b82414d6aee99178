package io.hangup.agent.banner;

import io.hangup.agent.census.HostView;
import io.hangup.agent.errand.Errands;
import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/// Adds to each look what the listeners say to a new client, and takes the agent's own questions out of it. It never
/// waits: answers are those that came since the last look. One owner, not thread-safe.
public final class Doorman {
    /// How long a connection, and then its first line, is waited for.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// At most so many listeners are asked, by port.
    private static final int MOST_DOORS = 16;

    /// Questions of which the connection may still be seen. One lasts milliseconds; one that nobody accepts, for as
    /// long as nobody accepts.
    private static final int MOST_KNOCKS = 64 * MOST_DOORS;

    private final Optional<Duration> every;
    private final Errands errands;
    private final RandomGenerator chance;
    private final Doorbell doorbell;
    private final Map<Endpoint, Visit> visits = new HashMap<>();
    private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
    private final Knocks knocks = new Knocks(MOST_KNOCKS);

    private record Answered(Endpoint door, Reply reply) {}

    /// @param every between two questions to one listener; empty to ask nobody
    /// @param chance spreads the questions by a tenth of that time
    public Doorman(Optional<Duration> every, Errands errands, RandomGenerator chance) {
        this(every, errands, chance, PATIENCE);
    }

    Doorman(Optional<Duration> every, Errands errands, RandomGenerator chance, Duration patience) {
        this.every = every;
        this.errands = errands;
        this.chance = chance;
        doorbell = new Doorbell(patience);
    }

    /// @param running how long the agent runs: what is waited for is not on the wall clock
    public HostView attend(HostView view, Instant now, Duration running) {
        if (every.isEmpty()) {
            List<Blindspot> blindspots = new ArrayList<>(view.blindspots());
            blindspots.add(
                    new Blindspot(Sense.LISTENERS, "listeners are not asked for their banner (bannerEvery: off)"));
            return view.with(blindspots);
        }
        for (Answered answered = answers.poll(); answered != null; answered = answers.poll()) {
            visit(answered.door()).answered(answered.reply(), now);
        }
        view.listeners().stream().limit(MOST_DOORS).forEach(listener -> ask(listener, every.get(), running));
        if (visits.size() > 4 * MOST_DOORS) {
            visits.keySet()
                    .retainAll(view.listeners().stream().map(Listener::address).toList());
        }
        return shown(view);
    }

    private Visit visit(Endpoint door) {
        return visits.computeIfAbsent(door, _ -> new Visit());
    }

    private void ask(Listener listener, Duration period, Duration running) {
        Endpoint door = listener.address();
        Visit visit = visit(door);
        if (visit.due(listener.acceptQueue(), running)) {
            visit.asked(running.plus(period).plus(Duration.ofMillis(chance.nextLong(1 + period.toMillis() / 10))));
            boolean taken = errands.offer(() ->
                    answers.add(new Answered(door, doorbell.ring(door, own -> knocks.add(own, door)))));
            if (!taken) {
                visit.dropped();
            }
        }
    }

    private HostView shown(HostView view) {
        Map<Endpoint, Integer> own = new HashMap<>();
        List<Connection> connections = new ArrayList<>(view.connections().size());
        for (Connection connection : view.connections()) {
            Optional<Endpoint> asked = knocks.behind(connection);
            if (asked.isEmpty()) {
                connections.add(connection);
            } else if (connection.phase() == Phase.PRE_AUTH) {
                own.merge(asked.get(), 1, Integer::sum);
            }
        }
        List<Listener> listeners = view.listeners().stream()
                .map(l -> with(l, visit(l.address()).banner(), own.getOrDefault(l.address(), 0)))
                .toList();
        return new HostView(
                listeners,
                connections,
                view.outgoing(),
                view.orphans(),
                view.controls(),
                view.load(),
                view.blindspots());
    }

    private static Listener with(Listener l, Optional<Banner> banner, int own) {
        return new Listener(
                l.address(),
                l.process(),
                l.implementation(),
                l.acceptQueue(),
                l.backlog(),
                Math.max(0, l.startups() - own),
                banner);
    }
}
