package io.hangup.agent.liveness;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Knows which peers are there. It asks those that look quiet, and whom it is asked for; one owner, not thread-safe.
public final class Liveness implements AutoCloseable {
    /// The most that are asked at a time because they look quiet.
    static final int AT_ONCE = 32;

    /// The most that are asked at a time on request, beyond those.
    static final int ON_REQUEST = 16;

    /// The most that are begun in one second because they look quiet.
    static final int A_SECOND = 20;

    /// Between two turns while a socket is changed, and while an answer is awaited.
    private static final Duration HASTY = Duration.ofMillis(20);

    private static final Duration ATTENTIVE = Duration.ofMillis(100);

    private final ProbePolicy policy;
    private final Sockets sockets;
    private final Touches touches;
    private final Consumer<String> alarm;
    private final Map<SocketCookie, Acquaintance> known = new HashMap<>();
    private final Map<SocketCookie, Open> open = new LinkedHashMap<>();
    private final List<Touched> unrestored = new ArrayList<>();
    private Set<Touched> kept = Set.of();
    private Duration second = Duration.ZERO;
    private int begun;

    private record Open(Question question, Instant at, Inquiry inquiry) {}

    /// @param alarm told when a socket could not be set back
    public Liveness(ProbePolicy policy, Sockets sockets, Touches touches, Consumer<String> alarm) {
        this.policy = policy;
        this.sockets = sockets;
        this.touches = touches;
        this.alarm = alarm;
    }

    /// Says of each connection what is known of its peer, and begins to ask those that look quiet.
    public HostView look(HostView view, Instant now, Duration running) {
        boolean blind = view.blindspots().stream().anyMatch(b -> b.sense() == Blindspot.Sense.SOCKETS);
        if (!blind) {
            Set<SocketCookie> there =
                    view.connections().stream().map(Connection::cookie).collect(Collectors.toSet());
            known.keySet().retainAll(there);
            suspects(view.connections(), now, running).forEach(c -> begin(c, now, running));
        }
        return known.isEmpty()
                ? view
                : view.carrying(view.connections().stream().map(this::said).toList());
    }

    /// Asks the peer of one connection now, or joins the question under way.
    public Inquiry ask(Connection connection, Instant now, Duration running) {
        Open underWay = open.get(connection.cookie());
        if (underWay != null) {
            return underWay.inquiry();
        }
        return open.size() >= AT_ONCE + ON_REQUEST
                ? Inquiry.left(open.size() + " other peers are being asked; try again in a few seconds")
                : begin(connection, now, running);
    }

    /// Looks where every question stands. @return whether somebody answered otherwise than before
    public boolean advance(Duration running) {
        if (open.isEmpty()) {
            return false;
        }
        questions().forEach(question -> question.look(running));
        List<Question> ready = questions().filter(Question::ready).toList();
        if (!ready.isEmpty()) {
            Optional<String> failed = write();
            ready.forEach(question ->
                    failed.ifPresentOrElse(why -> question.giveUp(unwritten(why)), () -> question.ask(running)));
        }
        boolean news = false;
        for (Open ended : List.copyOf(open.values())) {
            if (ended.question().end().isPresent()) {
                open.remove(ended.question().cookie());
                news |= settle(ended, ended.question().end().get(), running);
            }
        }
        erase();
        return news;
    }

    /// How long the next turn may be away; empty while nobody is being asked.
    public Optional<Duration> patience() {
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(questions().anyMatch(Question::asking) ? HASTY : ATTENTIVE);
    }

    @Override
    public void close() {
        questions().forEach(Question::close);
        questions().forEach(question -> question.touched().ifPresent(unrestored::add));
        open.clear();
        erase();
    }

    private Stream<Question> questions() {
        return open.values().stream().map(Open::question);
    }

    private static String unwritten(String why) {
        return "what would be changed can't be written down first: " + why;
    }

    private List<Connection> suspects(Collection<Connection> connections, Instant now, Duration running) {
        if (running.minus(second).compareTo(Duration.ofSeconds(1)) >= 0) {
            second = running;
            begun = 0;
        }
        int room = Math.min(AT_ONCE - open.size(), A_SECOND - begun);
        List<Connection> due = connections.stream()
                .filter(c -> !open.containsKey(c.cookie())
                        && askable(c)
                        && acquaintance(c).due(c, now, running))
                .sorted(Comparator.comparing((Connection c) -> c.tcp().lastHeard()))
                .limit(Math.max(0, room))
                .toList();
        begun += due.size();
        return due;
    }

    private static boolean askable(Connection connection) {
        TcpHealth tcp = connection.tcp();
        return connection.server().isPresent()
                && tcp.state() == TcpState.ESTABLISHED
                && tcp.unacked() == 0
                && tcp.sendQueue() == 0
                && (tcp.timer() == TcpTimer.NONE || tcp.timer() == TcpTimer.KEEPALIVE);
    }

    private Acquaintance acquaintance(Connection connection) {
        return known.computeIfAbsent(connection.cookie(), _ -> new Acquaintance(policy));
    }

    private Inquiry begin(Connection connection, Instant now, Duration running) {
        Optional<HostProcess> server = connection.server();
        if (server.isEmpty()) {
            return Inquiry.left("the connection's process can't be seen");
        }
        ProcessStamp process = server.get().stamp();
        return switch (sockets.take(process, connection.cookie())) {
            case Sockets.Taken.Missed(String why) -> {
                acquaintance(connection).left(running);
                yield Inquiry.left(why);
            }
            case Sockets.Taken.Held(Sockets.Hold hold) -> {
                var question = new Question(process, connection.cookie(), hold, sockets.retries(), running, alarm);
                var inquiry = new Inquiry();
                open.put(connection.cookie(), new Open(question, now, inquiry));
                yield inquiry;
            }
        };
    }

    private boolean settle(Open ended, Question.End end, Duration running) {
        ended.question().touched().ifPresent(unrestored::add);
        Acquaintance acquaintance = known.computeIfAbsent(ended.question().cookie(), _ -> new Acquaintance(policy));
        if (end.answer().isEmpty()) {
            acquaintance.left(running);
            ended.inquiry().settle(new Answer.Left(end.why()));
            return false;
        }
        PeerProbe probe = acquaintance.told(end.answer().get(), ended.at(), running);
        ended.inquiry().settle(new Answer.Told(probe, end.why()));
        return probe.count() == 1;
    }

    private Connection said(Connection connection) {
        Acquaintance acquaintance = known.get(connection.cookie());
        Optional<PeerProbe> probe = acquaintance == null ? Optional.empty() : acquaintance.known(connection);
        return probe.isEmpty() ? connection : connection.probed(probe);
    }

    /// Everything that is changed, or about to be, is on the disk after this.
    private Optional<String> write() {
        Set<Touched> all = changed();
        if (kept.containsAll(all)) {
            return Optional.empty();
        }
        Optional<String> failed = touches.keep(List.copyOf(all), true);
        if (failed.isEmpty()) {
            kept = all;
        }
        return failed;
    }

    private void erase() {
        Set<Touched> all = changed();
        if (!all.equals(kept) && touches.keep(List.copyOf(all), false).isEmpty()) {
            kept = all;
        }
    }

    private Set<Touched> changed() {
        return Stream.concat(unrestored.stream(), questions().flatMap(q -> q.touched().stream()))
                .collect(Collectors.toSet());
    }
}
