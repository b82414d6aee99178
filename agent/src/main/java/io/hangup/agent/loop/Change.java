package io.hangup.agent.loop;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.OutgoingConnection;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.session.Terminal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How much a look differs from the one published last.
public enum Change {
    /// Not at all.
    NONE,
    /// In instants and counters only: somebody typed, data flowed. It can wait.
    ACTIVITY,
    /// In something that a rule could see at once: births, deaths, states.
    MATTER;

    /// Retransmits, probes and doublings up to here come and go on every healthy path.
    private static final int USUAL_LOSS = 1;

    /// Compares two looks.
    public static Change between(HostView before, HostView after) {
        return between(before, before, after);
    }

    /// Compares two looks, of which most has been compared already.
    ///
    /// @param alike one that differed from `before` in activity at most: what stands in it as in `after` is not
    ///     compared again
    static Change between(HostView before, HostView alike, HostView after) {
        // The load of a host always changes, and is no news.
        if (before.with(after.load()).equals(after)) {
            return NONE;
        }
        boolean same = Set.copyOf(before.blindspots()).equals(Set.copyOf(after.blindspots()))
                && same(before.listeners(), alike.listeners(), after.listeners(), Change::stateOf)
                && same(before.connections(), alike.connections(), after.connections(), Change::stateOf)
                && same(before.outgoing(), alike.outgoing(), after.outgoing(), Change::stateOf)
                && same(before.orphans(), alike.orphans(), after.orphans(), Change::stateOf)
                && Set.copyOf(before.controls()).equals(Set.copyOf(after.controls()));
        return same ? ACTIVITY : MATTER;
    }

    // Most of the time each thing is where it was and most are unchanged: then no state needs to be made of them.
    private static <T> boolean same(List<T> before, List<T> alike, List<T> after, Function<T, Record> state) {
        List<T> known = alike.size() == before.size() ? alike : before;
        return (before.size() == after.size() && inOrder(before, known, after, state))
                || states(before, state).equals(states(after, state));
    }

    private static <T> boolean inOrder(List<T> before, List<T> alike, List<T> after, Function<T, Record> state) {
        for (int i = 0; i < before.size(); i++) {
            T was = before.get(i);
            T is = after.get(i);
            // What moved since was before has mostly stood since alike, as the same object.
            boolean same = Objects.equals(is, alike.get(i)) || Objects.equals(is, was);
            if (!same && !state.apply(was).equals(state.apply(is))) {
                return false;
            }
        }
        return true;
    }

    private static <T> Set<Record> states(List<T> things, Function<T, Record> state) {
        return things.stream().map(state).collect(Collectors.toCollection(HashSet::new));
    }

    private record ListenerState(Object address, ProcessView process, int crowding, Optional<Banner.Answer> answer) {}

    private static Record stateOf(Listener listener) {
        return new ListenerState(
                listener.address(),
                ProcessView.of(listener.process()),
                crowding(listener.acceptQueue(), listener.backlog()),
                listener.banner().map(Banner::answer));
    }

    /// 0: room; 1: half full; 2: full, new clients are turned away. The kernel keeps one more than the backlog.
    private static int crowding(int queue, int backlog) {
        if (queue == 0 || queue * 2L < backlog) {
            return 0;
        }
        return queue < backlog ? 1 : 2;
    }

    private record ConnectionState(
            Object identity,
            Object phase,
            Object user,
            Optional<ProcessView> monitor,
            Optional<ProcessView> child,
            OptionalLong auditSession,
            TcpView tcp,
            Set<SessionState> sessions,
            Set<ProcessStamp> holders,
            Set<Object> forwards,
            boolean unread,
            Optional<PeerProbe.Answer> probe) {}

    private static Record stateOf(Connection connection) {
        return new ConnectionState(
                List.of(connection.cookie(), connection.local(), connection.peer(), connection.implementation()),
                connection.phase(),
                connection.user(),
                connection.monitor().map(ProcessView::of),
                connection.child().map(ProcessView::of),
                connection.auditSession(),
                TcpView.of(connection.tcp()),
                connection.sessions().stream().map(SessionState::of).collect(Collectors.toUnmodifiableSet()),
                connection.holders().stream().map(HostProcess::stamp).collect(Collectors.toUnmodifiableSet()),
                connection.forwards().stream().map(Change::identityOf).collect(Collectors.toUnmodifiableSet()),
                connection.unreadSince().isPresent(),
                connection.probe().map(PeerProbe::answer));
    }

    private static Object identityOf(Forward forward) {
        return forward instanceof Forward.Tcp tcp ? tcp.cookie() : forward;
    }

    private record OutgoingState(Object identity, Object via, Object from, ProcessView client, TcpView tcp) {}

    private static Record stateOf(OutgoingConnection hop) {
        return new OutgoingState(
                List.of(hop.cookie(), hop.local(), hop.peer()),
                hop.via(),
                hop.from(),
                ProcessView.of(hop.client()),
                TcpView.of(hop.tcp()));
    }

    private record OrphanState(ProcessView process, Object account, Object kept) {}

    private static Record stateOf(Orphan orphan) {
        return new OrphanState(ProcessView.of(orphan.process()), orphan.account(), orphan.kept());
    }

    private record SessionState(
            ProcessView leader, String terminal, Optional<ProcessView> foreground, Optional<ProcessStamp> blocked) {
        static SessionState of(SshSession session) {
            String terminal = switch (session.terminal()) {
                case Terminal.Pty pty -> "pty " + pty.device();
                case Terminal.NoPty() -> "none";
                case Terminal.Unseen(String device) -> "unseen " + device;
            };
            return new SessionState(
                    ProcessView.of(session.leader()),
                    terminal,
                    session.foreground().map(ProcessView::of),
                    session.blocked().map(b -> b.process().stamp()));
        }
    }

    private record TcpView(TcpState state, boolean persist, int retransmits, int probes, int backoff) {
        static TcpView of(TcpHealth tcp) {
            return new TcpView(
                    tcp.state(),
                    tcp.timer() == TcpTimer.PERSIST,
                    unusual(tcp.retransmits()),
                    unusual(tcp.probes()),
                    unusual(tcp.backoff()));
        }

        private static int unusual(int count) {
            return count > USUAL_LOSS ? count : 0;
        }
    }

    /// A process without what the scheduler does with a healthy one many times a second.
    private record ProcessView(ProcessStamp stamp, int uid, ProcessState state) {
        static ProcessView of(HostProcess process) {
            return new ProcessView(process.stamp(), process.uid(), lasting(process.state()));
        }

        private static ProcessState lasting(ProcessState state) {
            return switch (state) {
                case RUNNING, SLEEPING, UNINTERRUPTIBLE, IDLE -> ProcessState.SLEEPING;
                case STOPPED, TRACED, ZOMBIE, DEAD, UNKNOWN -> state;
            };
        }
    }
}
