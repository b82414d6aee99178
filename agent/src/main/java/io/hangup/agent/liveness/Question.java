package io.hangup.agent.liveness;

import io.hangup.agent.liveness.Sockets.Hold;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One peer being asked, up to three times. It never waits itself: it is looked at again and again.
///
/// Moves: waiting → (quiet enough) ready → [#ask] asking → (the kernel has sent it, all is set back) listening →
/// ready again, or ended by an answer, by silence, by a reset, or because something came in between.
final class Question implements AutoCloseable {
    /// How long something may come in between before it is given up.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /// How long the kernel may take to send: its timer fires at its next tick.
    static final Duration SENDING = Duration.ofSeconds(2);

    /// How long an answer may take, at least; or four round trips, up to [#LISTENING_MOST].
    static final Duration LISTENING = Duration.ofMillis(2_500);

    static final Duration LISTENING_MOST = Duration.ofSeconds(6);

    /// Readings and our clock differ by less than this; before each question the silence is twice as long.
    private static final Duration BLUR = Duration.ofSeconds(1);

    private final ProcessStamp process;
    private final SocketCookie cookie;
    private final Hold hold;
    private final int retries;
    private final Duration began;
    private final Consumer<String> alarm;
    private Stage stage = Stage.WAITING;
    private Duration until;
    private @Nullable Touched touched;
    private @Nullable End end;
    private int probesBefore;
    private int asked;
    private Duration firstAsked = Duration.ZERO;
    private int most;

    private enum Stage {
        WAITING,
        READY,
        ASKING,
        LISTENING
    }

    /// What came of it.
    ///
    /// @param answer empty when the peer was left alone
    record End(Optional<PeerProbe.Answer> answer, String why) {}

    Question(
            ProcessStamp process,
            SocketCookie cookie,
            Hold hold,
            int retries,
            Duration running,
            Consumer<String> alarm) {
        this.process = process;
        this.cookie = cookie;
        this.hold = hold;
        this.retries = retries;
        this.began = running;
        this.alarm = alarm;
        until = running.plus(PATIENCE);
    }

    SocketCookie cookie() {
        return cookie;
    }

    Optional<End> end() {
        return Optional.ofNullable(end);
    }

    /// What must be on the disk as long as this question is open.
    Optional<Touched> touched() {
        return Optional.ofNullable(touched);
    }

    boolean ready() {
        return stage == Stage.READY && end == null;
    }

    /// Whether the socket is changed at this moment.
    boolean asking() {
        return stage == Stage.ASKING && end == null;
    }

    /// Looks where it stands.
    void look(Duration running) {
        if (end != null) {
            return;
        }
        Optional<PeerReading> reading = hold.reading();
        if (reading.isEmpty()) {
            finish(Optional.empty(), "its socket can't be read any more");
        } else if (reading.get().state() == TcpState.CLOSE && asked > 0) {
            finish(Optional.of(PeerProbe.Answer.RESET), "the peer's kernel does not know the connection");
        } else if (hold.abandoned()) {
            finish(Optional.empty(), "its server process has ended");
        } else {
            advance(reading.get(), running);
        }
    }

    /// Has the kernel ask once. [#touched] must be on the disk by now.
    void ask(Duration running) {
        Touched now = touched;
        Optional<PeerReading> reading = hold.reading();
        if (!ready() || now == null) {
            throw new IllegalStateException("asked before it was ready");
        }
        if (reading.filter(r -> !r.inFlight() && r.silence().compareTo(Allowance.QUIET) >= 0)
                .isEmpty()) {
            stage = Stage.WAITING; // something came in between since it was found ready
            return;
        }
        probesBefore = reading.get().probes();
        firstAsked = asked == 0 ? running : firstAsked;
        asked++;
        stage = Stage.ASKING;
        until = running.plus(SENDING);
        hold.put(now.ours(), true).ifPresent(why -> finish(Optional.of(PeerProbe.Answer.UNDECIDED), why));
    }

    /// Ends it where it stands.
    void giveUp(String why) {
        if (end == null) {
            finish(Optional.empty(), why);
        }
    }

    private void advance(PeerReading reading, Duration running) {
        switch (stage) {
            case WAITING -> await(reading, running);
            case READY -> {}
            case ASKING -> asking(reading, running);
            case LISTENING -> listening(reading, running);
        }
    }

    private void await(PeerReading reading, Duration running) {
        if (running.minus(reading.heard()).compareTo(began) > 0) {
            finish(Optional.of(PeerProbe.Answer.ANSWERED), "it was heard since");
            return;
        }
        Optional<Keepalive> options = hold.keepalive();
        if (options.isEmpty()) {
            finish(Optional.empty(), "its socket's options can't be read");
            return;
        }
        switch (Allowance.of(options.get(), reading, retries)) {
            case Allowance.Ask(int questions) -> {
                most = asked + questions;
                touched = new Touched(
                        process, cookie, options.get(), options.get().asking());
                stage = Stage.READY;
            }
            case Allowance.Soon(String why) -> {
                if (running.compareTo(until) >= 0) {
                    finish(Optional.of(PeerProbe.Answer.UNDECIDED), why);
                }
            }
            case Allowance.Undecided(String why) -> finish(Optional.of(PeerProbe.Answer.UNDECIDED), why);
            case Allowance.Leave(String why) -> finish(Optional.empty(), why);
        }
    }

    private void asking(PeerReading reading, Duration running) {
        if (answered(reading, running)) {
            finish(Optional.of(PeerProbe.Answer.ANSWERED), "the peer's kernel answered");
        } else if (reading.probes() > probesBefore) {
            stage = Stage.LISTENING;
            until = running.plus(patience(reading.roundTrip()));
            restore();
        } else if (running.compareTo(until) >= 0) {
            finish(Optional.of(PeerProbe.Answer.UNDECIDED), "the kernel did not ask");
        }
    }

    private void listening(PeerReading reading, Duration running) {
        if (answered(reading, running)) {
            finish(Optional.of(PeerProbe.Answer.ANSWERED), "the peer's kernel answered");
        } else if (reading.inFlight()) {
            finish(Optional.of(PeerProbe.Answer.UNDECIDED), "data is in flight: see its retransmits instead");
        } else if (running.compareTo(until) >= 0) {
            if (asked < most) {
                stage = Stage.READY;
            } else {
                finish(Optional.of(PeerProbe.Answer.UNANSWERED), "nothing came back");
            }
        }
    }

    private boolean answered(PeerReading reading, Duration running) {
        return running.minus(reading.heard()).compareTo(firstAsked.minus(BLUR)) > 0;
    }

    private static Duration patience(Duration roundTrip) {
        Duration four = roundTrip.multipliedBy(4);
        Duration atLeast = four.compareTo(LISTENING) > 0 ? four : LISTENING;
        return atLeast.compareTo(LISTENING_MOST) < 0 ? atLeast : LISTENING_MOST;
    }

    private void finish(Optional<PeerProbe.Answer> answer, String why) {
        end = new End(answer, why);
        if (restore()) {
            touched = null;
        }
        hold.close();
    }

    /// Sets back what was changed, if anything. What can't be set back stays on the disk for the next agent.
    private boolean restore() {
        Touched was = touched;
        if (was == null || asked == 0) {
            return true;
        }
        Optional<Keepalive> now = hold.keepalive();
        Optional<String> failed = now.isEmpty()
                ? Optional.of("its options can't be read")
                : hold.put(Keepalive.mended(now.get(), was.before(), was.ours()), false);
        failed.ifPresent(why -> alarm.accept("The keepalive options of socket " + cookie + " of process "
                + process.pid() + " could not be set back to " + was.before() + ": " + why));
        return failed.isEmpty();
    }

    @Override
    public void close() {
        giveUp("this agent stops");
    }
}
