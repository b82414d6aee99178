package io.hangup.agent.executor;

import io.hangup.agent.census.HostView;
import io.hangup.agent.enforce.Decision;
import io.hangup.agent.enforce.Rung;
import io.hangup.agent.enforce.Warning;
import io.hangup.agent.loop.Sight;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt.Step;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One permitted command on its way: it climbs its ladder and never waits itself, so that looking and
/// heartbeats go on. A rung that is for nobody any more is left out.
///
/// Moves: [#begin] warns, or signals for the first time; [#advance] ends it when the connection is gone or
/// somebody who was warned is there, takes the next rung when patience is over, and gives up when there is
/// none: the connection can be gone even then, when its socket is and its server is not. [#spare] ends it while it has
/// only warned.
final class Undertaking implements AutoCloseable {
    /// How long a signal is given to work.
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /// The most signals of one rung that a receipt lists one by one.
    static final int LISTED = 16;

    /// How long what a session leaves behind is given to end by itself: the hangup of a terminal takes a moment.
    static final Duration SETTLING = Duration.ofSeconds(1);

    private final Connection connection;
    private final Optional<SshSession> session;
    private final Reach reach;
    private final Decision.Permit permit;
    private final Announcement announcement;
    private final Deque<Rung> ladder;
    private final List<HostProcess> servers;
    private final List<HostProcess> others;
    private final List<HostProcess> asked = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private Duration deadline = Duration.ZERO;
    private boolean waited;
    private @Nullable Duration goneAt;
    private @Nullable Grace grace;

    Undertaking(Decision.Permit permit, Reach reach, Announcement announcement, List<HostProcess> processes) {
        this.permit = permit;
        this.announcement = announcement;
        this.connection = permit.connection();
        this.session = permit.session();
        this.reach = reach;
        this.ladder = new ArrayDeque<>(permit.ladder());
        this.servers = Stream.concat(connection.monitor().stream(), connection.child().stream())
                .toList();
        this.others = new ArrayList<>();
        processes.forEach(this::note);
    }

    /// How it ended, and what still runs.
    record End(Outcome outcome, List<HostProcess> leftBehind) {}

    SocketCookie cookie() {
        return connection.cookie();
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /// Warns who is there, or sends the first signal. Ends it at once when the kernel does not let this agent.
    Optional<End> begin(Command command, Instant now, Duration running) {
        if (permit.warning().isPresent()) {
            warn(command, permit.warning().get(), now, running);
            return Optional.empty();
        }
        Optional<String> failed = climb(now, running).flatMap(Function.identity());
        return failed.isEmpty() || reach.serverExited()
                ? Optional.empty()
                : failed.map(why -> new End(new Outcome.Refused(why), List.of()));
    }

    /// A terminal that can't be told is given the same time: its user may press a key all the same.
    private void warn(Command command, Duration ahead, Instant now, Duration running) {
        grace = new Grace(permit, command.guard(), now);
        deadline = running.plus(ahead);
        steps.addAll(announcement
                .make(permit.told(), session -> Warning.text(command, cookie(), session, Optional.of(ahead)), now)
                .steps());
    }

    /// Whether it has only warned so far.
    boolean waits() {
        return grace != null;
    }

    /// Calls it off, if it has only warned so far.
    Optional<End> spare(String why) {
        return grace == null ? Optional.empty() : Optional.of(new End(new Outcome.Refused(why), List.of()));
    }

    /// Looks where it stands.
    ///
    /// @param halt why nothing more may be done, asked before each further rung
    Optional<End> advance(HostView view, Sight sight, Instant now, Duration running, Supplier<Optional<String>> halt) {
        List<HostProcess> serving = sight.stillAlive(servers);
        if (reach.serverExited() && serving.isEmpty() && !seen(view)) {
            return settled(new Outcome.Gone(), sight, running);
        }
        if (session.isPresent() && closed(session.get(), view, sight)) {
            return settled(new Outcome.ChannelClosed(others(view)), sight, running);
        }
        goneAt = null;
        boolean due = running.compareTo(deadline) >= 0;
        Optional<String> spared = spared(view, due);
        if (spared.isPresent()) {
            return spared.flatMap(this::spare);
        }
        hurry(sight, running);
        if (running.compareTo(deadline) < 0) {
            return Optional.empty();
        }
        grace = null;
        Optional<String> halted = ladder.isEmpty() ? Optional.empty() : halt.get();
        if (halted.isPresent()) {
            return halted.map(Undertaking::stays);
        }
        Optional<Optional<String>> rung = climb(now, running);
        return rung.isPresent()
                ? rung.get().map(Undertaking::stays)
                : Optional.of(
                        session.isEmpty() && absent(view) ? cut(serving, sight) : stays(stubborn(serving, sight)));
    }

    private static End stays(String why) {
        return new End(new Outcome.StillThere(why), List.of());
    }

    /// The connection is gone, and those who served it are not: they are the first of what is left.
    private End cut(List<HostProcess> serving, Sight sight) {
        return new End(new Outcome.Gone(), running(Stream.concat(serving.stream(), sight.stillAlive(others).stream())));
    }

    private static List<HostProcess> running(Stream<HostProcess> processes) {
        return processes.filter(p -> p.state() != ProcessState.ZOMBIE).toList();
    }

    /// Why it is not ended after its warning; empty when nobody was warned.
    ///
    /// @param due whether the time is over
    private Optional<String> spared(HostView view, boolean due) {
        Grace given = grace;
        return given == null
                ? Optional.empty()
                : given.answered(view)
                        .or(() -> given.worked(view))
                        .or(() -> due ? given.doubt(view) : Optional.empty());
    }

    /// Commands that have ended need no more patience: their server has a moment to notice.
    private void hurry(Sight sight, Duration running) {
        if (!asked.isEmpty() && sight.stillAlive(asked).isEmpty()) {
            asked.clear();
            Duration moment = running.plus(SETTLING);
            deadline = moment.compareTo(deadline) < 0 ? moment : deadline;
        }
    }

    private boolean closed(SshSession meant, HostView view, Sight sight) {
        return sight.stillAlive(List.of(meant.leader())).isEmpty()
                && carried(view)
                        .noneMatch(s -> s.leader().stamp().equals(meant.leader().stamp()));
    }

    private int others(HostView view) {
        return Math.toIntExact(carried(view).count());
    }

    private Stream<SshSession> carried(HostView view) {
        return view.connections().stream()
                .filter(c -> c.cookie().equals(connection.cookie()))
                .flatMap(c -> c.sessions().stream());
    }

    private Optional<End> settled(Outcome outcome, Sight sight, Duration running) {
        if (goneAt == null) {
            goneAt = running;
        }
        List<HostProcess> left = running(sight.stillAlive(others).stream());
        boolean over = left.isEmpty() || running.minus(goneAt).compareTo(SETTLING) >= 0;
        return over ? Optional.of(new End(outcome, left)) : Optional.empty();
    }

    /// Takes the next rung that is for somebody.
    ///
    /// @return why nobody could be signalled, if so; empty when there is no such rung
    private Optional<Optional<String>> climb(Instant now, Duration running) {
        asked.clear();
        while (!ladder.isEmpty()) {
            if (!waited && ladder.element().whom() == Rung.Whom.SOCKET) {
                await(running);
                return Optional.of(Optional.empty());
            }
            Rung rung = ladder.remove();
            List<Reach.Sent> sent = reach.send(rung);
            if (!sent.isEmpty()) {
                await(running);
                return Optional.of(record(rung, sent, now));
            }
        }
        return Optional.empty();
    }

    /// A server that ended by itself is given time to close its connection, too, before that is cut.
    private void await(Duration running) {
        waited = true;
        deadline = running.plus(PATIENCE);
    }

    private Optional<String> record(Rung rung, List<Reach.Sent> sent, Instant now) {
        List<HostProcess> reached = sent.stream()
                .filter(s -> s.failed().isEmpty())
                .map(Reach.Sent::process)
                .toList();
        reached.stream().limit(LISTED).forEach(p -> steps.add(new Step(words(rung, p), now)));
        if (reached.size() > LISTED) {
            steps.add(new Step(
                    rung.signal().orElseThrow() + " to " + (reached.size() - LISTED) + " more of the same command",
                    now));
        }
        if (rung.whom() == Rung.Whom.COMMANDS) {
            asked.addAll(reached);
            reached.forEach(this::note);
        }
        return reached.isEmpty() ? sent.getFirst().failed() : Optional.empty();
    }

    private void note(HostProcess process) {
        if (Stream.concat(servers.stream(), others.stream())
                .noneMatch(p -> p.stamp().equals(process.stamp()))) {
            others.add(process);
        }
    }

    private static String words(Rung rung, HostProcess target) {
        String what = rung.signal().map(s -> s + " to ").orElse("destroyed the socket of ") + target.command() + " "
                + target.pid();
        String how = target.state() == ProcessState.STOPPED ? what + ", which is stopped" : what;
        return switch (rung.whom()) {
            case SOCKET -> what;
            case COMMANDS -> how + ", a command without terminal";
            case SERVER -> how;
            case LEADER -> how + ", the session's leader";
            case MONITOR -> how + ", the monitor";
        };
    }

    /// What can't be seen counts as seen: unseen is not gone.
    private boolean seen(HostView view) {
        return blind(view)
                || view.connections().stream()
                        .anyMatch(c -> c.cookie().equals(connection.cookie())
                                && c.server().isPresent());
    }

    /// Whether no socket with that cookie is there any more, whoever still runs.
    private boolean absent(HostView view) {
        return !blind(view)
                && view.connections().stream().noneMatch(c -> c.cookie().equals(connection.cookie()));
    }

    private static boolean blind(HostView view) {
        return view.blindspots().stream().anyMatch(b -> b.sense() == Blindspot.Sense.SOCKETS);
    }

    private String stubborn(List<HostProcess> serving, Sight sight) {
        List<HostProcess> staying =
                session.map(s -> sight.stillAlive(List.of(s.leader()))).orElse(serving);
        return staying.stream()
                        .filter(reach::holds)
                        .findFirst()
                        .or(() -> staying.stream().findFirst())
                        .map(p -> "process " + p.pid() + " (" + p.command() + ", "
                                + p.state().name().toLowerCase(Locale.ROOT) + ") is still there after "
                                + steps.size() + " signals")
                        .orElse("its processes have ended and the " + (session.isPresent() ? "session" : "connection")
                                + " is still there")
                + reach.unsevered().map(why -> "; " + why).orElse("");
    }

    @Override
    public void close() {
        reach.close();
    }
}
