package io.hangup.agent.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.Samples;
import io.hangup.agent.census.HostView;
import io.hangup.agent.liveness.FakeKernel.FakeSocket;
import io.hangup.agent.liveness.FakeKernel.Peer;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Twenty minutes past the last word of every peer, unless a test says otherwise.
class LivenessTest {
    private static final Duration STEP = Duration.ofMillis(100);

    private final FakeKernel kernel = new FakeKernel();
    private final List<String> alarms = new ArrayList<>();
    private final BothHalves liveness = new BothHalves(kernel, alarms::add);
    private final FakeSocket socket = kernel.socket(Samples.COOKIE, Peer.THERE);

    private Instant now() {
        return Samples.NOON.plus(kernel.running);
    }

    private Connection connection(SocketCookie cookie, FakeSocket is) {
        Instant heard = Samples.NOON.plus(is.heardAt);
        Connection c = Samples.connection();
        TcpHealth tcp = new TcpHealth(
                TcpState.ESTABLISHED,
                TcpTimer.KEEPALIVE,
                0,
                0,
                0,
                0,
                0,
                0,
                65_535,
                heard,
                Samples.ELEVEN,
                Samples.ELEVEN,
                1_000,
                2_000);
        return new Connection(
                cookie,
                c.local(),
                c.peer(),
                c.implementation(),
                c.phase(),
                c.user(),
                c.since(),
                c.monitor(),
                c.child(),
                c.auditSession(),
                tcp,
                c.sessions(),
                c.holders());
    }

    private HostView view() {
        return Samples.view(kernel.sockets.entrySet().stream()
                .map(e -> connection(e.getKey(), e.getValue()))
                .toArray(Connection[]::new));
    }

    /// Lets time pass as the duty cycle does: looks every 5 s, turns in between.
    private void live(Duration time) {
        Duration end = kernel.running.plus(time);
        Duration look = kernel.running;
        while (kernel.running.compareTo(end) < 0) {
            liveness.advance(kernel.running);
            if (kernel.running.compareTo(look) >= 0) {
                liveness.look(view(), now(), kernel.running);
                look = look.plusSeconds(5);
            }
            kernel.running = kernel.running.plus(liveness.patience().isPresent() ? STEP : Duration.ofSeconds(1));
        }
    }

    private Optional<PeerProbe> known() {
        return liveness.look(view(), now(), kernel.running).connections().stream()
                .filter(c -> c.cookie().equals(Samples.COOKIE))
                .findFirst()
                .flatMap(Connection::probe);
    }

    private Answer askAndWait(Duration most) {
        Inquiry inquiry = liveness.ask(connection(Samples.COOKIE, socket), now(), kernel.running);
        Duration end = kernel.running.plus(most);
        while (inquiry.answer().isEmpty() && kernel.running.compareTo(end) < 0) {
            liveness.advance(kernel.running);
            kernel.running = kernel.running.plus(STEP);
        }
        return inquiry.answer().orElseThrow();
    }

    private static PeerProbe told(Answer answer) {
        return switch (answer) {
            case Answer.Told(PeerProbe probe, String _) -> probe;
            case Answer.Left(String why) -> throw new AssertionError(why);
        };
    }

    private static String left(Answer answer) {
        return switch (answer) {
            case Answer.Told(PeerProbe probe, String _) -> throw new AssertionError(probe);
            case Answer.Left(String why) -> why;
        };
    }

    @Test
    void writesDownWhatItChangesBeforeAndForgetsItAfter() {
        PeerProbe probe = told(askAndWait(Duration.ofSeconds(1)));

        assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.ANSWERED);
        assertThat(kernel.log).containsExactly("write 1", "arm with 1 on disk", "restore with 1 on disk", "erase to 0");
        assertThat(socket.options).isEqualTo(FakeKernel.USUAL);
        assertThat(kernel.open).isZero();
    }

    @Test
    void takesThreeQuestionsWithoutAnAnswerForSilence() {
        socket.peer = Peer.AWAY;

        PeerProbe probe = told(askAndWait(Duration.ofSeconds(10)));

        assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.UNANSWERED);
        assertThat(socket.sent).isEqualTo(3);
        assertThat(socket.options).isEqualTo(FakeKernel.USUAL);
        assertThat(kernel.disk).isEmpty();
    }

    @Test
    void takesNoWordFromBeforeTheQuestionForAnAnswer() {
        socket.peer = Peer.AWAY;
        socket.heardAt = kernel.running.minusMillis(300);

        PeerProbe probe = told(askAndWait(Duration.ofSeconds(12)));

        assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.UNANSWERED);
        assertThat(socket.sent).isEqualTo(3);
    }

    @Test
    void takesAWordSinceTheRequestForAnAnswer() {
        socket.heardAt = kernel.running.minusMillis(300);
        liveness.ask(connection(Samples.COOKIE, socket), now(), kernel.running);
        kernel.running = kernel.running.plusMillis(200);
        socket.heardAt = kernel.running.minusMillis(50);

        PeerProbe probe = told(askAndWait(Duration.ofSeconds(1)));

        assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.ANSWERED);
        assertThat(socket.sent).isZero();
    }

    @Test
    void leavesTheOptionsAloneBetweenTwoQuestions() {
        socket.peer = Peer.AWAY;
        liveness.ask(connection(Samples.COOKIE, socket), now(), kernel.running);

        IntStream.range(0, 10).forEach(_ -> {
            liveness.advance(kernel.running);
            kernel.running = kernel.running.plus(STEP);
        });

        assertThat(socket.sent).isEqualTo(1);
        assertThat(socket.options).isEqualTo(FakeKernel.USUAL);
        assertThat(liveness.patience()).isPresent();
    }

    @Test
    void knowsAPeerThatHasRebooted() {
        socket.peer = Peer.REBOOTED;

        PeerProbe probe = told(askAndWait(Duration.ofSeconds(5)));

        assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.RESET);
    }

    @Test
    void hearsAPeerThatComesBackBetweenTwoQuestions() {
        socket.peer = Peer.AWAY;
        liveness.ask(connection(Samples.COOKIE, socket), now(), kernel.running);
        liveness.advance(kernel.running);
        liveness.advance(kernel.running);
        kernel.running = kernel.running.plusSeconds(1);
        socket.peer = Peer.THERE;

        PeerProbe probe = told(askAndWait(Duration.ofSeconds(5)));

        assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.ANSWERED);
        assertThat(socket.sent).isEqualTo(2);
    }

    @Test
    void doesNotAskWhileDataIsInFlight() {
        socket.unacked = 1;

        PeerProbe probe = told(askAndWait(Duration.ofSeconds(15)));

        assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.UNDECIDED);
        assertThat(socket.sent).isZero();
    }

    @Test
    void doesNotAskWhereSomebodySetAUserTimeout() {
        socket.options = new Keepalive(true, 7_200, 75, 9, 30_000);

        PeerProbe probe = told(askAndWait(Duration.ofSeconds(1)));

        assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.UNDECIDED);
        assertThat(socket.sent).isZero();
    }

    @Test
    void doesNotTouchTimesThatCanNotBeSetBack() {
        socket.options = new Keepalive(true, 86_400, 75, 9, 0);

        PeerProbe probe = told(askAndWait(Duration.ofSeconds(1)));

        assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.UNDECIDED);
        assertThat(socket.sent).isZero();
    }

    @Test
    void leavesTheKernelEnoughQuestionsOfItsOwn() {
        socket.peer = Peer.AWAY;

        live(Duration.ofMinutes(60));

        assertThat(socket.sent).isEqualTo(9 - Allowance.LEFT_TO_KEEPALIVE);
        assertThat(left(askAndWait(Duration.ofSeconds(1)))).contains("6 questions are without an answer");
        assertThat(known()).hasValueSatisfying(probe -> {
            assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.UNANSWERED);
            assertThat(probe.count()).isEqualTo(4);
            assertThat(probe.held()).isBetween(Duration.ofMinutes(32), Duration.ofMinutes(33));
        });
    }

    @Test
    void leavesAKeepaliveOfThreeAlone() {
        socket.options = new Keepalive(true, 7_200, 75, 3, 0);

        assertThat(left(askAndWait(Duration.ofSeconds(1)))).contains("3 keepalives");
    }

    @Test
    void doesNotComeBetweenTheKernelsOwnQuestions() {
        socket.options = new Keepalive(true, 900, 75, 9, 0);

        assertThat(left(askAndWait(Duration.ofSeconds(1)))).contains("the kernel's own keepalive");
    }

    @Test
    void switchesKeepaliveOffAgain() {
        socket.options = new Keepalive(false, 7_200, 75, 9, 0);

        askAndWait(Duration.ofSeconds(1));

        assertThat(socket.options.on()).isFalse();
        assertThat(socket.sent).isEqualTo(1);
    }

    @Test
    void changesNothingThatCanNotBeWrittenDown() {
        kernel.full = true;

        String why = left(askAndWait(Duration.ofSeconds(1)));

        assertThat(why).contains("no space left on device");
        assertThat(socket.sent).isZero();
        assertThat(kernel.open).isZero();
    }

    @Test
    void keepsTheNoteOfASocketThatCanNotBeSetBack() {
        socket.stubborn = true;

        askAndWait(Duration.ofSeconds(5));

        assertThat(kernel.disk).hasSize(1);
        assertThat(alarms).isNotEmpty();
    }

    @Test
    void letsGoWhenTheServerEnds() {
        socket.peer = Peer.AWAY;
        liveness.ask(connection(Samples.COOKIE, socket), now(), kernel.running);
        liveness.advance(kernel.running);
        liveness.advance(kernel.running);
        socket.abandoned = true;

        liveness.advance(kernel.running);

        assertThat(liveness.patience()).isEmpty();
        assertThat(kernel.open).isZero();
        assertThat(socket.options).isEqualTo(FakeKernel.USUAL);
    }

    @Test
    void setsEverythingBackWhenItStops() {
        socket.peer = Peer.AWAY;
        liveness.ask(connection(Samples.COOKIE, socket), now(), kernel.running);
        liveness.advance(kernel.running);
        assertThat(socket.options).isNotEqualTo(FakeKernel.USUAL);

        liveness.close();

        assertThat(socket.options).isEqualTo(FakeKernel.USUAL);
        assertThat(kernel.disk).isEmpty();
        assertThat(kernel.open).isZero();
    }

    @Test
    void asksNobodyWhoWasHeardLately() {
        socket.heardAt = kernel.running;

        live(Duration.ofMinutes(9));

        assertThat(socket.sent).isZero();
        assertThat(known()).isEmpty();
    }

    @Test
    void asksPeersThatAnswerEverMoreSeldom() {
        live(Duration.ofHours(24));

        assertThat(socket.sent).isBetween(24, 28);
        assertThat(known())
                .hasValueSatisfying(probe -> assertThat(probe.count()).isEqualTo(socket.sent));
    }

    @Test
    void asksAWholeHostInTheSameRounds() {
        Stream.iterate(100L, n -> n + 1).limit(100).forEach(n -> {
            FakeSocket idle = kernel.socket(new SocketCookie(n), Peer.THERE);
            idle.heardAt = kernel.running.minusSeconds(n);
        });
        var minutes = new TreeSet<Long>();
        var sent = new HashMap<SocketCookie, Integer>();

        for (int second = 0; second < 6 * 3_600; second += 60) {
            live(Duration.ofMinutes(1));
            kernel.sockets.forEach((cookie, s) -> {
                if (!Integer.valueOf(s.sent).equals(sent.put(cookie, s.sent))) {
                    minutes.add(kernel.running.toMinutes());
                }
            });
        }

        assertThat(minutes).hasSizeLessThan(30);
        assertThat(sent.values()).allMatch(n -> n >= 3);
    }

    @Test
    void takesSilenceBackWhenThePeerIsHeardAgain() {
        socket.peer = Peer.AWAY;
        live(Duration.ofMinutes(6));
        assertThat(known())
                .hasValueSatisfying(probe -> assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.UNANSWERED));

        socket.heardAt = kernel.running;

        assertThat(known()).isEmpty();
    }

    @Test
    void seesALaptopThatWakes() {
        socket.peer = Peer.AWAY;
        live(Duration.ofMinutes(6));
        socket.peer = Peer.THERE;

        live(Duration.ofMinutes(10));

        assertThat(known()).hasValueSatisfying(probe -> {
            assertThat(probe.answer()).isEqualTo(PeerProbe.Answer.ANSWERED);
            assertThat(probe.count()).isEqualTo(1);
        });
    }

    @Test
    void asksNoMoreThanSoManyAtOnce() {
        Stream.iterate(100L, n -> n + 1).limit(200).forEach(n -> kernel.socket(new SocketCookie(n), Peer.AWAY));

        for (int i = 0; i < 50; i++) {
            liveness.look(view(), now(), kernel.running);
            liveness.advance(kernel.running);
            assertThat(kernel.open).isLessThanOrEqualTo(Questions.AT_ONCE);
            kernel.running = kernel.running.plus(STEP);
        }
    }
}
