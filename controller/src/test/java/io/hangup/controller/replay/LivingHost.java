package io.hangup.controller.replay;

import io.hangup.controller.fleet.Hosts;
import io.hangup.controller.kind.Kind;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One host with one connection of each kind, and an agent that merges mere activity as the real one does.
final class LivingHost {
    /// As the agent's: what merely moves is told within this time.
    static final Duration MERGE = Duration.ofSeconds(45);

    static final Duration ACTIVITY_WITHIN = Duration.ofSeconds(65);

    /// As long as the agent calls a clock that was set a blindspot.
    private static final Duration DOUBTFUL_CLOCK = Duration.ofMinutes(5);

    final HostClock clock = new HostClock();
    private final List<Resident> residents;
    private long sequence;
    private Set<Object> told = Set.of();
    private List<Connection> last = List.of();
    private Instant published = Instant.MIN;

    /// @param began when the state that its kind names begins
    record Resident(Kind kind, int number, Instant began) {}

    private record Shape(
            int cookie,
            Object phase,
            List<ProcessStamp> sessions,
            TcpTimer timer,
            int retransmits,
            int probes,
            Optional<ProcessState> monitor,
            boolean unread,
            boolean blocked,
            int forwards,
            Optional<PeerProbe.Answer> answer) {}

    LivingHost(List<Resident> residents) {
        this.residents = List.copyOf(residents);
    }

    List<Resident> residents() {
        return residents;
    }

    /// The snapshot that this look is worth; empty when it can wait, or nothing changed.
    Optional<HostSnapshot> look(Instant at) {
        List<Connection> view = new ArrayList<>();
        for (Resident one : residents) {
            if (!one.began().isAfter(at)) {
                one.kind().life().at(one.number(), one.began(), at).ifPresent(real -> view.add(clock.tell(real, at)));
            }
        }
        boolean doubtful = clock.setWithin(DOUBTFUL_CLOCK, at);
        Set<Object> shapes = new HashSet<>();
        shapes.add(doubtful);
        view.forEach(connection -> shapes.add(shape(connection)));
        boolean merged = !view.equals(last) && !published.plus(MERGE).isAfter(at);
        if (shapes.equals(told) && !merged) {
            return Optional.empty();
        }
        told = shapes;
        last = List.copyOf(view);
        published = at;
        sequence++;
        return Optional.of(snapshot(
                clock.shows(at),
                view,
                doubtful ? List.of(new Blindspot(Blindspot.Sense.CLOCK, "it was set")) : List.of()));
    }

    Heartbeat beat(Instant at) {
        return new Heartbeat(
                Hosts.snapshot("web-1", at).host(), Hosts.BOOT, sequence, "digest-" + sequence, clock.shows(at));
    }

    private HostSnapshot snapshot(Instant shown, List<Connection> view, List<Blindspot> blindspots) {
        HostSnapshot usual = Hosts.snapshot("web-1", shown, blindspots, view);
        return new HostSnapshot(
                usual.host(),
                usual.boot(),
                sequence,
                shown,
                ACTIVITY_WITHIN,
                usual.facts(),
                usual.labels(),
                usual.listeners(),
                view,
                blindspots);
    }

    private static Shape shape(Connection connection) {
        return new Shape(
                (int) connection.cookie().value(),
                connection.phase(),
                connection.sessions().stream().map(s -> s.leader().stamp()).toList(),
                connection.tcp().timer(),
                connection.tcp().retransmits(),
                connection.tcp().probes(),
                connection.monitor().map(p -> p.state()),
                connection.unreadSince().isPresent(),
                connection.sessions().stream().anyMatch(s -> s.blocked().isPresent()),
                connection.forwards().size(),
                connection.probe().map(PeerProbe::answer));
    }
}
