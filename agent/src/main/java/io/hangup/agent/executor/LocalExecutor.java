package io.hangup.agent.executor;

import io.hangup.agent.census.HostView;
import io.hangup.agent.enforce.Enforcement;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.liveness.Answer;
import io.hangup.agent.liveness.Questions;
import io.hangup.agent.loop.Clock;
import io.hangup.agent.loop.ClockWatch;
import io.hangup.agent.loop.Executor;
import io.hangup.agent.loop.Identity;
import io.hangup.agent.loop.Sight;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Counsel;
import io.hangup.protocol.command.Authority;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.wire.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Carries commands out in this process. It looks at the host itself, only when there is something to look for: a
/// command, what becomes of it, a peer to be asked.
public final class LocalExecutor implements Executor {
    /// Between two looks while something is being carried out.
    static final Duration ATTENTIVE = Duration.ofMillis(100);

    /// Between two looks for connections whose peers shall be asked.
    static final Duration ASKING = Duration.ofSeconds(1);

    /// Between two looks at the clock of the journal, which notes it far more seldom.
    static final Duration NOTING = Duration.ofMinutes(1);

    /// The most connections that wait to be looked for.
    static final int WAITING = 64;

    private final Check check;
    private final List<Blindspot> limits;
    private final Ports ports;
    private final ClockWatch watch = new ClockWatch();
    private final Inquiries inquiries;
    private final CommandDesk desk;
    private final ShownHalt halt;
    private final List<Report> told = new ArrayList<>();
    private final Set<SocketCookie> wanted = new LinkedHashSet<>();
    private Duration lastLook;
    private Duration nextAsking;
    private Duration nextNote;
    private boolean first = true;

    /// What an executor needs of the world.
    ///
    /// @param questions empty where peers may not or can't be asked
    public record Ports(
            Sight sight,
            Hand hand,
            Counsel counsel,
            Journal journal,
            Clock clock,
            Optional<Questions> questions,
            Restarter restarter) {
        /// Without an SSH server that it could restart.
        public Ports(
                Sight sight, Hand hand, Counsel counsel, Journal journal, Clock clock, Optional<Questions> questions) {
            this(sight, hand, counsel, journal, clock, questions, Restarter.none("this agent restarts no SSH server"));
        }
    }

    /// @param unable why nothing can be ended here; empty when it can
    /// @param limits blindspots that hold as long as this runs
    public LocalExecutor(Identity identity, Optional<String> unable, Check check, List<Blindspot> limits, Ports ports) {
        this.check = check;
        this.limits = List.copyOf(limits);
        this.ports = ports;
        inquiries = new Inquiries(ports.questions());
        desk = new CommandDesk(
                identity,
                unable,
                new Hearing(ports.counsel(), ports.clock(), watch),
                ports.sight(),
                ports.hand(),
                ports.journal(),
                this::answer,
                ports.clock(),
                inquiries,
                ports.restarter());
        halt = new ShownHalt(ports.counsel()::law, ports.clock());
        lastLook = ports.clock().running();
        nextAsking = lastLook;
        nextNote = lastLook;
        readClock();
        ports.journal().unsent().forEach(this::answer);
    }

    @Override
    public void take(Envelope command) {
        recover();
        switch (check.of(command)) {
            case Check.Checked.Ordered(var ordered, var authority) -> desk.take(ordered, consent(authority));
            case Check.Checked.Unverifiable(var unknown, String why) -> desk.turnAway(unknown, why);
            case Check.Checked.Poison(var kind, String why) -> told.add(new Report.SetAside(kind, why));
        }
    }

    /// Nothing waits here: what is too much is refused.
    @Override
    public boolean full() {
        return false;
    }

    @Override
    public void ask(SocketCookie connection) {
        if (ports.questions().isEmpty()) {
            told.add(new Report.Heard(connection, new Answer.Left("peers are not asked on this host")));
        } else if (wanted.size() >= WAITING) {
            told.add(new Report.Heard(connection, new Answer.Left(WAITING + " others are waiting to be asked")));
        } else {
            wanted.add(connection);
        }
    }

    @Override
    public void sent(CommandId command) {
        ports.journal().sent(command);
    }

    @Override
    public List<Report> advance() {
        Duration running = ports.clock().running();
        readClock();
        recover();
        if (running.compareTo(nextNote) >= 0) {
            nextNote = running.plus(NOTING);
            ports.journal().keepTime();
        }
        if (desk.busy() && running.compareTo(lastLook.plus(ATTENTIVE)) >= 0) {
            lastLook = running;
            desk.heed();
            desk.advance(look());
        }
        if (!wanted.isEmpty() && running.compareTo(nextAsking) >= 0) {
            nextAsking = running.plus(ASKING);
            begin(look(), running);
        }
        ports.questions()
                .ifPresent(questions -> questions
                        .advance(running)
                        .forEach(ended -> told.add(new Report.Heard(ended.connection(), ended.answer()))));
        desk.hear();
        List<Report> all = List.copyOf(told);
        told.clear();
        return all;
    }

    @Override
    public Optional<Duration> patience() {
        Duration running = ports.clock().running();
        return Stream.of(
                        Optional.of(Duration.ZERO).filter(_ -> !told.isEmpty()),
                        Optional.of(lastLook.plus(ATTENTIVE).minus(running)).filter(_ -> desk.busy()),
                        Optional.of(nextAsking.minus(running)).filter(_ -> !wanted.isEmpty()),
                        ports.questions().flatMap(Questions::patience),
                        desk.promised())
                .flatMap(Optional::stream)
                .min(Duration::compareTo)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    @Override
    public List<Blindspot> limits() {
        return Stream.concat(faults().stream(), signals(halt.get())).toList();
    }

    /// What can't be done here whatever the host's policy says.
    public List<Blindspot> faults() {
        return Stream.concat(limits.stream(), signals(ports.journal().fault())).toList();
    }

    private static Stream<Blindspot> signals(Optional<String> why) {
        return why.map(text -> new Blindspot(Blindspot.Sense.SIGNALS, text)).stream();
    }

    @Override
    public void close() {
        desk.close();
        ports.questions().ifPresent(Questions::close);
    }

    /// What an earlier executor left open comes before anything new.
    private void recover() {
        if (first) {
            first = false;
            desk.recover(this::look);
        }
    }

    private void begin(HostView view, Duration running) {
        for (SocketCookie cookie : List.copyOf(wanted)) {
            Optional<Connection> found = Enforcement.connection(cookie, view);
            found.ifPresent(c -> ports.questions()
                    .orElseThrow(() -> new IllegalStateException("asked where nobody is asked"))
                    .suggest(c, ports.clock().now(), running));
            if (found.isEmpty()) {
                told.add(new Report.Heard(cookie, new Answer.Left("the connection is no longer there")));
            }
        }
        wanted.clear();
    }

    private HostView look() {
        return ports.sight().look(ports.clock().now());
    }

    private void readClock() {
        var _ = watch.read(ports.clock().now(), ports.clock().running());
    }

    private void answer(Receipt receipt) {
        told.add(new Report.Answered(receipt));
    }

    /// What the host's policy asks of signatures. It is told here, since the policy knows nothing that came over a
    /// wire.
    private static Consent consent(Authority authority) {
        return switch (authority) {
            case Authority.Automatic() -> Consent.AUTOMATIC;
            case Authority.Approved _ -> Consent.APPROVED;
        };
    }
}
