package io.hangup.agent.executor;

import io.hangup.agent.census.HostView;
import io.hangup.agent.census.Remnant;
import io.hangup.agent.loop.Clock;
import io.hangup.agent.loop.ClockWatch;
import io.hangup.agent.policy.Counsel;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Legacy;
import io.hangup.agent.policy.Moment;
import io.hangup.agent.policy.Person;
import io.hangup.agent.policy.Protection;
import io.hangup.agent.policy.Scene;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Orphan.Kept;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Gathers what the policy in force asks about, and no more.
final class Hearing {
    private final Counsel counsel;
    private final Clock clock;
    private final ClockWatch watch;

    /// @param watch of the clock, which the duty cycle keeps
    Hearing(Counsel counsel, Clock clock, ClockWatch watch) {
        this.counsel = counsel;
        this.clock = clock;
        this.watch = watch;
    }

    Law law() {
        return counsel.law();
    }

    Moment moment() {
        Instant now = clock.now();
        return new Moment(
                now, counsel.local(now), watch.read(now, clock.running()).map(Blindspot::why));
    }

    /// @param processes of the login
    /// @param ending connections that are being ended already
    Scene scene(HostView view, Connection target, List<HostProcess> processes, Set<SocketCookie> ending) {
        Protection protect = protect();
        return new Scene(
                target,
                counsel.person(target),
                processes,
                protect.units().isEmpty() ? Optional.empty() : counsel.units(processes),
                unseen(view),
                protect.lastAdministrator() ? others(view, target, ending) : List.of());
    }

    /// @param kept what keeps the process that is meant
    /// @param ending what would end
    Legacy legacy(Kept kept, List<Remnant> ending) {
        Protection protect = protect();
        List<HostProcess> processes = ending.stream().map(Remnant::what).toList();
        return new Legacy(
                kept,
                ending.stream()
                        .flatMap(one -> Stream.of(one.what().uid(), (int) one.loginUid()))
                        .distinct()
                        .map(uid -> counsel.person(uid, processes))
                        .toList(),
                processes,
                protect.units().isEmpty() ? Optional.empty() : counsel.units(processes));
    }

    private Protection protect() {
        return switch (law()) {
            case Law.InForce(var policy, var _, var _) -> policy.protect();
            case Law.Broken _ -> Protection.NONE;
        };
    }

    private List<Person> others(HostView view, Connection target, Set<SocketCookie> ending) {
        return view.connections().stream()
                .filter(c -> !c.cookie().equals(target.cookie()) && !ending.contains(c.cookie()))
                .filter(c -> c.phase() == Phase.AUTHENTICATED && !c.sessions().isEmpty())
                .flatMap(c -> counsel.person(c).stream())
                .toList();
    }

    private static Optional<String> unseen(HostView view) {
        return view.blindspots().stream()
                .filter(b -> b.sense() == Blindspot.Sense.PROCESSES)
                .map(Blindspot::why)
                .findFirst();
    }
}
