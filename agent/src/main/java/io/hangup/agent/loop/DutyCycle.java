package io.hangup.agent.loop;

import io.hangup.agent.census.HostView;
import io.hangup.agent.liveness.Liveness;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The agent's one thread: look, publish what changed, say "I am here", carry out commands; the wait between is the
/// wait for news, and lasts until something is due. Whatever happens to Kafka, it goes on looking.
public final class DutyCycle implements AutoCloseable {
    /// Between two tries to send the first snapshot.
    static final Duration FIRST_TRIES = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(DutyCycle.class.getName());

    private final Identity identity;
    private final Rhythm rhythm;
    private final List<Blindspot> limits;
    private final Ports ports;
    private final Runnable ready;
    private final Publication publication;
    private final Receipts receipts;
    private final Alarm alarm = new Alarm();
    private final Line line = new Line();
    private final ClockWatch clockWatch = new ClockWatch();
    private final PoisonTally poison = new PoisonTally();
    private long sequence;
    private Duration nextLook;
    private Duration nextBeat;
    private boolean beating;
    private @Nullable Posted newest;
    private boolean known;

    /// What the cycle needs of the world.
    ///
    /// @param liveness empty where peers are not asked without being asked for
    public record Ports(Sight sight, Bus bus, Executor executor, Clock clock, Optional<Liveness> liveness) {}

    private record Posted(long sequence, String digest) {}

    /// @param limits blindspots that hold as long as this agent runs
    /// @param ready told once, when the first snapshot is safe in Kafka
    public DutyCycle(Identity identity, Rhythm rhythm, List<Blindspot> limits, Ports ports, Runnable ready) {
        this.identity = identity;
        this.rhythm = rhythm;
        this.limits = List.copyOf(limits);
        this.ports = ports;
        this.ready = ready;
        publication = new Publication(rhythm);
        receipts = new Receipts(ports.bus(), ports.executor()::sent);
        sequence = identity.firstSequence() - 1;
        nextLook = ports.clock().running();
        nextBeat = nextLook.plus(rhythm.heartbeat());
    }

    /// One turn: what is due, then the wait for news. News may end the wait at any moment, so what is due is a matter
    /// of time alone.
    public void turn() {
        Duration running = ports.clock().running();
        if (ports.sight().deaths()) {
            alarm.look(running, nextLook).ifPresent(soon -> nextLook = soon);
        }
        if (attend(running) || running.compareTo(nextLook) >= 0) {
            nextLook = running.plus(rhythm.scan());
            receipts.flush();
            look(running);
        }
        if (running.compareTo(nextBeat) >= 0) {
            nextBeat = running.plus(rhythm.heartbeat());
            beat();
        }
        ports.bus().poll(patience(), !ports.executor().full()).forEach(this::take);
    }

    @Override
    public void close() {
        ports.executor().close();
    }

    /// Ends the wait for news, so that a turn comes at once. For any thread.
    public void wake() {
        ports.bus().wake();
    }

    /// Hears what has become of commands and questions. @return whether a look should show it
    private boolean attend(Duration running) {
        boolean news = false;
        for (Executor.Report report : ports.executor().advance()) {
            switch (report) {
                case Executor.Report.Answered(Receipt receipt) -> {
                    receipts.send(receipt);
                    news |= !receipt.steps().isEmpty();
                }
                case Executor.Report.SetAside(var kind, String why) -> setAside(kind, why);
                case Executor.Report.Heard(var connection, var answer) ->
                    news |= ports.liveness()
                            .filter(l -> l.told(connection, answer, running))
                            .isPresent();
            }
        }
        return news;
    }

    private Duration patience() {
        Duration acting =
                ports.executor().patience().map(ports.clock().running()::plus).orElse(nextLook);
        Duration left = Stream.of(nextLook, nextBeat, acting)
                .min(Comparator.naturalOrder())
                .orElseThrow()
                .minus(ports.clock().running());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void look(Duration running) {
        Instant now = ports.clock().now();
        Optional<Blindspot> clock = clockWatch.read(now, running);
        HostView looked = ports.sight().look(now);
        HostView seen =
                clockWatch.wokeAt().map(woke -> new Awake(woke).of(looked)).orElse(looked);
        HostView told = ports.liveness().map(l -> l.look(seen, now, running)).orElse(seen);
        HostView view = complete(told, clock);
        if (publication.due(view, running)) {
            publish(view, now, running);
        }
    }

    private HostView complete(HostView view, Optional<Blindspot> clock) {
        List<Blindspot> blindspots = Stream.of(
                        view.blindspots().stream(), limits.stream(), ports.executor().limits().stream(), clock.stream())
                .flatMap(all -> all)
                .distinct()
                .toList();
        return view.with(blindspots);
    }

    private void publish(HostView view, Instant now, Duration running) {
        publication.posted(view, running);
        sequence++;
        var snapshot = new HostSnapshot(
                identity.host(),
                identity.boot(),
                sequence,
                now,
                rhythm.activityWithin(),
                identity.facts(),
                identity.labels(),
                view.listeners(),
                view.connections(),
                view.outgoing(),
                view.orphans(),
                view.controls(),
                view.load(),
                view.blindspots());
        newest = new Posted(sequence, ports.bus().send(snapshot));
    }

    /// Names the newest snapshot, whether it has arrived or not: an older one must not be taken for the last word.
    private void beat() {
        if (newest == null || !known || beating) {
            return;
        }
        beating = true;
        ports.bus()
                .send(new Heartbeat(
                        identity.host(),
                        identity.boot(),
                        newest.sequence(),
                        newest.digest(),
                        ports.clock().now()));
    }

    private void take(News news) {
        switch (news) {
            case News.Arrived(Bus.Parcel parcel) -> arrived(parcel);
            case News.Lost(Bus.Parcel parcel, String why) -> lost(parcel, why);
            case News.Called(var command) -> ports.executor().take(command);
            case News.Poison(News.Kind kind, String why) -> setAside(kind, why);
        }
    }

    private void setAside(News.Kind kind, String why) {
        poison.add(kind, why, ports.clock().running()).ifPresent(text -> LOG.log(Level.WARNING, text));
    }

    private void arrived(Bus.Parcel parcel) {
        line.arrived(ports.clock().running()).ifPresent(text -> LOG.log(Level.INFO, text));
        switch (parcel) {
            case Bus.Parcel.Snapshot _ -> {
                if (publication.arrived()) {
                    nextLook = ports.clock().running();
                }
                if (!known) {
                    ready.run();
                }
                known = true;
            }
            case Bus.Parcel.Beat() -> beating = false;
            case Bus.Parcel.Answer answer -> receipts.arrived(answer.command());
        }
    }

    private void lost(Bus.Parcel parcel, String why) {
        line.lost(why, ports.clock().running()).ifPresent(text -> LOG.log(Level.WARNING, text));
        switch (parcel) {
            case Bus.Parcel.Snapshot _ -> {
                publication.lost();
                if (!known) {
                    hurry();
                }
            }
            case Bus.Parcel.Beat() -> beating = false;
            case Bus.Parcel.Answer answer -> receipts.lost(answer.command());
        }
    }

    /// Nobody knows this host yet: the first snapshot is tried again sooner than with the next look.
    private void hurry() {
        Duration soon = ports.clock().running().plus(FIRST_TRIES);
        if (soon.compareTo(nextLook) < 0) {
            nextLook = soon;
        }
    }
}
