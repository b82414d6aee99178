package io.hangup.agent.liveness;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks peers whether they are there, and leaves every socket as it was; one owner, not thread-safe.
public final class Questions implements AutoCloseable {
    /// The most that are asked at a time because they look quiet.
    static final int AT_ONCE = 32;

    /// The most that are asked at a time on request, beyond those.
    static final int ON_REQUEST = 16;

    /// Between two turns while a socket is changed, and while an answer is awaited.
    private static final Duration HASTY = Duration.ofMillis(20);

    private static final Duration ATTENTIVE = Duration.ofMillis(100);

    private final Sockets sockets;
    private final Touches touches;
    private final Consumer<String> alarm;
    private final Recollection recollection = new Recollection();
    private final Map<SocketCookie, Open> open = new LinkedHashMap<>();
    private final List<Ended> ended = new ArrayList<>();
    private final List<Touched> unrestored = new ArrayList<>();
    private Set<Touched> kept = Set.of();

    private record Open(Question question, Connection connection, Instant at, Inquiry inquiry) {}

    /// One question that is over.
    public record Ended(SocketCookie connection, Answer answer) {}

    /// @param alarm told when a socket could not be set back
    public Questions(Sockets sockets, Touches touches, Consumer<String> alarm) {
        this.sockets = sockets;
        this.touches = touches;
        this.alarm = alarm;
    }

    /// Asks the peer of one connection now, or joins the question under way.
    public Inquiry ask(Connection connection, Instant now, Duration running) {
        return ask(connection, now, running, AT_ONCE + ON_REQUEST);
    }

    /// Asks a peer because it looks quiet. Its answer, or why it was not asked, is told by [#advance] alone.
    public void suggest(Connection connection, Instant now, Duration running) {
        Inquiry inquiry = ask(connection, now, running, AT_ONCE);
        if (!open.containsKey(connection.cookie())) {
            inquiry.answer().ifPresent(answer -> ended.add(new Ended(connection.cookie(), answer)));
        }
    }

    /// Looks where every question stands. @return those that are over since the last call
    public List<Ended> advance(Duration running) {
        if (!open.isEmpty()) {
            questions().forEach(question -> question.look(running));
            begin(running);
            settle();
            erase();
        }
        List<Ended> all = List.copyOf(ended);
        ended.clear();
        return all;
    }

    /// How long the next turn may be away; empty while nobody is being asked.
    public Optional<Duration> patience() {
        if (!ended.isEmpty()) {
            return Optional.of(Duration.ZERO);
        }
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

    private Inquiry ask(Connection connection, Instant now, Duration running, int room) {
        Open underWay = open.get(connection.cookie());
        if (underWay != null) {
            return underWay.inquiry();
        }
        if (open.size() >= room) {
            return Inquiry.left(open.size() + " other peers are being asked; try again in a few seconds");
        }
        Optional<HostProcess> server = connection.server();
        if (server.isEmpty()) {
            return Inquiry.left("the connection's process can't be seen");
        }
        ProcessStamp process = server.get().stamp();
        return switch (sockets.take(process, connection.cookie())) {
            case Sockets.Taken.Missed(String why) -> Inquiry.left(why);
            case Sockets.Taken.Held(Sockets.Hold hold) -> {
                var question = new Question(process, connection.cookie(), hold, sockets.retries(), running, alarm);
                var inquiry = new Inquiry();
                open.put(connection.cookie(), new Open(question, connection, now, inquiry));
                yield inquiry;
            }
        };
    }

    private void begin(Duration running) {
        List<Question> ready = questions().filter(Question::ready).toList();
        if (!ready.isEmpty()) {
            Optional<String> failed = write();
            ready.forEach(question ->
                    failed.ifPresentOrElse(why -> question.giveUp(unwritten(why)), () -> question.ask(running)));
        }
    }

    private static String unwritten(String why) {
        return "what would be changed can't be written down first: " + why;
    }

    private void settle() {
        for (Open one : List.copyOf(open.values())) {
            one.question().end().ifPresent(end -> {
                open.remove(one.connection().cookie());
                one.question().touched().ifPresent(unrestored::add);
                Answer answer = end.answer()
                        .<Answer>map(a -> new Answer.Told(recollection.told(one.connection(), a, one.at()), end.why()))
                        .orElseGet(() -> new Answer.Left(end.why()));
                one.inquiry().settle(answer);
                ended.add(new Ended(one.connection().cookie(), answer));
            });
        }
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
