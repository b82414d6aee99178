package io.hangup.agent.loop;

import io.hangup.agent.census.HostView;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.liveness.Liveness;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Counsel;
import io.hangup.agent.policy.Judge;
import io.hangup.protocol.command.Authority;
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

    /// Between two looks while something is being carried out.
    static final Duration ATTENTIVE = Duration.ofMillis(100);

    private static final Logger LOG = System.getLogger(DutyCycle.class.getName());

    private final Identity identity;
    private final Rhythm rhythm;
    private final List<Blindspot> limits;
    private final Ports ports;
    private final Runnable ready;
    private final Publication publication;
    private final Receipts receipts;
    private final CommandDesk desk;
    private final Alarm alarm = new Alarm();
    private final Line line = new Line();
    private final ClockWatch clockWatch = new ClockWatch();
    private final PoisonTally poison = new PoisonTally();
    private long sequence;
    private Duration lastLook = Duration.ZERO;
    private Duration nextLook;
    private Duration nextBeat;
    private boolean beating;
    private boolean first = true;
    private @Nullable Posted underWay;
    private @Nullable Posted published;

    /// What the cycle needs of the world.
    ///
    /// @param liveness empty where peers may not or can't be asked
    public record Ports(
            Sight sight,
            Bus bus,
            Hand hand,
            Counsel counsel,
            Journal journal,
            Clock clock,
            Optional<Liveness> liveness) {
        /// Without the silent probe.
        public Ports(Sight sight, Bus bus, Hand hand, Counsel counsel, Journal journal, Clock clock) {
            this(sight, bus, hand, counsel, journal, clock, Optional.empty());
        }
    }

    private record Posted(long sequence, String digest) {}

    /// @param unable why this agent can't end anything; empty when it can
    /// @param limits blindspots that hold as long as this agent runs
    /// @param ready told once, when the first snapshot is safe in Kafka
    public DutyCycle(
            Identity identity,
            Rhythm rhythm,
            Optional<String> unable,
            List<Blindspot> limits,
            Ports ports,
            Runnable ready) {
        this.identity = identity;
        this.rhythm = rhythm;
        this.limits = List.copyOf(limits);
        this.ports = ports;
        this.ready = ready;
        publication = new Publication(rhythm);
        receipts = new Receipts(ports.bus(), ports.journal());
        desk = new CommandDesk(
                identity,
                unable,
                new Hearing(ports.counsel(), ports.clock(), clockWatch),
                ports.sight(),
                ports.hand(),
                ports.journal(),
                receipts,
                ports.clock(),
                new Inquiries(ports.liveness()));
        sequence = identity.firstSequence() - 1;
        nextLook = ports.clock().running();
        nextBeat = nextLook.plus(rhythm.heartbeat());
    }

    /// One turn: what is due, then the wait for news. News may end the wait at any moment, so what is due is a matter
    /// of
    /// time alone.
    public void turn() {
        Duration running = ports.clock().running();
        if (ports.sight().deaths()) {
            alarm.look(running, nextLook).ifPresent(soon -> nextLook = soon);
        }
        boolean news = ports.liveness().filter(l -> l.advance(running)).isPresent();
        desk.hear();
        boolean scan = news || running.compareTo(nextLook) >= 0;
        if (scan) {
            nextLook = running.plus(rhythm.scan());
            receipts.flush();
        }
        if (scan || running.compareTo(attentiveLook()) >= 0) {
            lastLook = running;
            look(running);
        }
        if (running.compareTo(nextBeat) >= 0) {
            nextBeat = running.plus(rhythm.heartbeat());
            beat();
        }
        ports.bus().poll(patience()).forEach(this::take);
    }

    @Override
    public void close() {
        desk.close();
        ports.liveness().ifPresent(Liveness::close);
    }

    /// Ends the wait for news, so that a turn comes at once. For any thread.
    public void wake() {
        ports.bus().wake();
    }

    /// When to look again while something is being carried out; otherwise the next look will do.
    private Duration attentiveLook() {
        return desk.busy() ? lastLook.plus(ATTENTIVE) : nextLook;
    }

    private Duration patience() {
        Duration asking = ports.liveness()
                .flatMap(Liveness::patience)
                .map(ports.clock().running()::plus)
                .orElse(nextLook);
        Duration left = Stream.of(nextLook, attentiveLook(), nextBeat, asking)
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
        if (first) {
            first = false;
            desk.recover(view);
        }
        desk.advance(view);
        ports.journal().keepTime();
        if (publication.due(view, running)) {
            publish(view, now, running);
        }
    }

    private HostView complete(HostView view, Optional<Blindspot> clock) {
        Stream<Blindspot> unable = Stream.of(
                        ports.journal().fault(), Judge.halt(ports.counsel().law()))
                .flatMap(Optional::stream)
                .map(why -> new Blindspot(Blindspot.Sense.SIGNALS, why));
        List<Blindspot> blindspots = Stream.of(view.blindspots().stream(), limits.stream(), unable, clock.stream())
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
        underWay = new Posted(sequence, ports.bus().send(snapshot));
    }

    private void beat() {
        if (published == null || beating) {
            return;
        }
        beating = true;
        ports.bus()
                .send(new Heartbeat(
                        identity.host(),
                        identity.boot(),
                        published.sequence(),
                        published.digest(),
                        ports.clock().now()));
    }

    private void take(News news) {
        switch (news) {
            case News.Arrived(Bus.Parcel parcel) -> arrived(parcel);
            case News.Lost(Bus.Parcel parcel, String why) -> lost(parcel, why);
            case News.Ordered(var command, var authority) -> desk.take(command, consent(authority));
            case News.Unverifiable unverifiable -> desk.turnAway(unverifiable.command(), unverifiable.why());
            case News.Poison(News.Kind kind, String why) ->
                poison.add(kind, why, ports.clock().running()).ifPresent(text -> LOG.log(Level.WARNING, text));
        }
    }

    /// What the host's policy asks of signatures. It is told here, since the policy knows nothing that came over a
    /// wire.
    private static Consent consent(Authority authority) {
        return switch (authority) {
            case Authority.Automatic() -> Consent.AUTOMATIC;
            case Authority.Approved _ -> Consent.APPROVED;
        };
    }

    private void arrived(Bus.Parcel parcel) {
        line.arrived(ports.clock().running()).ifPresent(text -> LOG.log(Level.INFO, text));
        switch (parcel) {
            case Bus.Parcel.Snapshot(long number) -> {
                if (publication.arrived()) {
                    nextLook = ports.clock().running();
                }
                if (published == null) {
                    ready.run();
                }
                if (underWay != null && underWay.sequence() == number) {
                    published = underWay;
                }
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
                if (published == null) {
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
