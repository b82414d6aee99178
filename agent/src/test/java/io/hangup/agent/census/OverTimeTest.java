package io.hangup.agent.census;

import static io.hangup.agent.census.Scene.ALICE;
import static io.hangup.agent.census.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stays, what moves and what is remembered from look to look.
class OverTimeTest {
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final Scene scene = new Scene();
    private final Census census = new Census(100, Duration.ofSeconds(30));
    private Instant now = NOON;

    @BeforeEach
    void logAliceIn() {
        scene.server(10, 1, "sshd").holding();
        scene.listens(10, "0.0.0.0", 22).connects(70);
        scene.server(20, 10, "sshd").audit(5, ALICE).holding(70);
        scene.server(21, 20, "sshd").uid(ALICE).audit(5, ALICE).holding(70).shell(30, 21, ALICE);
    }

    @Test
    void answersTheSameForAnIdleConnection() {
        Connection first = look();
        idleFor(BEAT.plusMillis(7));

        Connection second = look();

        assertThat(second).isSameAs(first);
    }

    @Test
    void movesAnInstantThatReallyMoved() {
        Connection first = look();
        now = now.plus(BEAT);

        Connection second = look();

        assertThat(second.tcp().lastHeard()).isEqualTo(first.tcp().lastHeard().plus(BEAT));
    }

    @Test
    void takesTheFirstLookForUseOfTheCpu() {
        SshSession session = look().sessions().getFirst();

        assertThat(session.lastCpu()).isEqualTo(NOON);
    }

    @Test
    void noticesCpuOfTheLeader() {
        look();
        idleFor(Duration.ofMinutes(1));
        scene.process(30, 21, ALICE, "bash", 34_846, 30, 4);

        SshSession session = look().sessions().getFirst();

        assertThat(session.lastCpu()).isEqualTo(now);
    }

    @Test
    void noticesCpuFarBelowAQuietLeader() {
        scene.activity.put(30, 17L);
        look();
        idleFor(Duration.ofMinutes(1));
        scene.activity.put(30, 18L);

        SshSession session = look().sessions().getFirst();

        assertThat(session.lastCpu()).isEqualTo(now);
    }

    @Test
    void keepsTheLastUseOfTheCpuWhileNothingRuns() {
        scene.activity.put(30, 17L);
        look();
        idleFor(Duration.ofMinutes(10));

        SshSession session = look().sessions().getFirst();

        assertThat(session.lastCpu()).isEqualTo(NOON);
    }

    @Test
    void startsAnewForAReusedPid() {
        look();
        idleFor(Duration.ofMinutes(1));
        HostProcess later = new HostProcess(new ProcessStamp(30, 4_000_000), ALICE, "bash", ProcessState.SLEEPING);
        ProcessFact reused = new ProcessFact(later, 21, 30, 34_846, 30, 3);
        scene.others.put(30, reused);

        SshSession session = look().sessions().getFirst();

        assertThat(session.leader().stamp().startTicks()).isEqualTo(4_000_000);
        assertThat(session.lastCpu()).isEqualTo(now);
    }

    @Test
    void followsTheTerminalOfARestingConnection() {
        look();
        idleFor(BEAT);
        look();
        idleFor(BEAT);
        Instant typed = now.minusSeconds(3);
        scene.terminals.put(30, new TerminalFact.Seen("pts/30", typed, typed));

        Connection third = look();

        Instant bucketEnd = NOON.plusSeconds(8);
        assertThat(third.sessions().getFirst().terminal()).isEqualTo(new Terminal.Pty("pts/30", bucketEnd, bucketEnd));
    }

    /// `touch -d @-1 "$(tty)"`, by whoever sits there; a clock that was set back leaves such times, too.
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 61, 4_000_000_000L, Long.MAX_VALUE})
    void believesNoTimeThatTheKernelCannotHaveNoted(long second) {
        look();
        idleFor(BEAT);
        look();
        idleFor(BEAT);
        long at = second == 61 ? now.getEpochSecond() + second : second;
        Instant set = Instant.ofEpochSecond(Math.clamp(at, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()));
        scene.terminals.put(30, new TerminalFact.Seen("pts/30", set, now));

        SshSession session = look().sessions().getFirst();

        assertThat(session.terminal()).isEqualTo(new Terminal.Unseen("pts/30"));
    }

    @Test
    void followsTheTerminalOfProcessesThatStood() {
        rest();
        Instant typed = now.minusSeconds(30);
        scene.terminals.put(30, new TerminalFact.Seen("pts/30", typed, typed));

        Connection read = look();

        Instant bucketEnd = Instant.ofEpochSecond((typed.getEpochSecond() | 7) + 1);
        assertThat(read.sessions().getFirst().terminal()).isEqualTo(new Terminal.Pty("pts/30", bucketEnd, bucketEnd));
    }

    @Test
    void noticesWhoCameAmongProcessesThatStood() {
        rest();
        scene.shell(31, 21, ALICE);

        assertThat(look().sessions()).hasSize(2);
    }

    @Test
    void noticesThatTheMonitorWasStoppedAmongProcessesThatStood() {
        rest();
        HostProcess stopped = new HostProcess(look().monitor().orElseThrow().stamp(), 0, "sshd", ProcessState.STOPPED);
        idleFor(Duration.ofSeconds(60));
        scene.servers.computeIfPresent(20, (_, monitor) -> Scene.running(monitor, stopped));

        assertThat(look().monitor()).contains(stopped);
    }

    @Test
    void noticesAnotherProcessInTheForegroundOfOnesThatStood() {
        rest();
        scene.process(30, 21, ALICE, "bash", 34_846, 31, 3);
        scene.process(31, 30, ALICE, "vim", 34_846, 31, 3);

        assertThat(look().sessions().getFirst().foreground())
                .map(HostProcess::command)
                .contains("vim");
    }

    @Test
    void noticesCpuFarBelowProcessesThatStood() {
        scene.activity.put(30, 500L);
        rest();
        scene.activity.put(30, 501L);

        assertThat(look().sessions().getFirst().lastCpu()).isEqualTo(now);
    }

    @Test
    void restsOnceNothingMovesAndReadsAgainInTime() {
        SocketFact socket = scene.connected.getFirst();
        look();
        Attention next = census.attend(socket, now.plus(BEAT));
        idleFor(BEAT);
        scene.look(census, now);
        Attention quiet = census.attend(scene.connected.getFirst(), now.plus(BEAT));
        Attention later = census.attend(scene.connected.getFirst(), now.plusSeconds(60));

        assertThat(List.of(next, quiet, later)).containsExactly(Attention.GLANCE, Attention.REST, Attention.READ);
    }

    @Test
    void readsWithinTheTimeThatIsPromisedThoughALookIsLate() {
        var prompt = new Census(100, SshSession.WORK_WITHIN.minus(BEAT));
        Instant read = now;
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 1_000; i++) {
            idleFor(BEAT);
            if (prompt.attend(scene.connected.getFirst(), now) == Attention.READ) {
                Duration since = Duration.between(read, now);
                longest = since.compareTo(longest) > 0 ? since : longest;
                read = now;
            }
            scene.look(prompt, now);
        }

        assertThat(longest).isBetween(Duration.ofSeconds(20), SshSession.WORK_WITHIN);
    }

    @Test
    void leavesTheServersOutOfThreeReadingsInFourWhereNothingHappenedForLong() {
        scene.activity.put(30, 500L);
        Readings first = readingsWithin(Duration.ofMinutes(5));
        Readings still = readingsWithin(Duration.ofMinutes(5));
        scene.activity.put(30, 501L);
        readingsWithin(Duration.ofMinutes(1));
        Readings stirred = readingsWithin(Duration.ofMinutes(3));

        assertThat(first.withoutServers()).isZero();
        assertThat(still.all()).isBetween(9, 11);
        assertThat(still.withoutServers()).isEqualTo(still.all() - still.all() / 4);
        assertThat(stirred.withoutServers()).isZero();
    }

    @Test
    void readsTheServersOfOneThatMovedOrIsToBeDecidedOn() {
        readingsWithin(Duration.ofMinutes(8));
        scene.moves(70, 1_036);
        Readings moved = readingsWithin(Duration.ofMinutes(3));
        readingsWithin(Duration.ofMinutes(5));
        boolean left = false;
        for (int decision = 0; decision < 4; decision++) {
            idleFor(BEAT);
            census.heed(scene.connected.getFirst().cookie());
            census.attend(scene.connected.getFirst(), now);
            left |= census.withoutServers(scene.connected.getFirst());
            scene.look(census, now);
        }

        assertThat(moved.withoutServers()).isZero();
        assertThat(left).isFalse();
    }

    @Test
    void readsAgainAtOnceWhenTheClockWasSetBack() {
        look();
        idleFor(BEAT);
        look();

        Attention attention = census.attend(scene.connected.getFirst(), NOON.minusSeconds(3_600));

        assertThat(attention).isEqualTo(Attention.READ);
    }

    @Test
    void attendsToWhatMovesAndToWhatWaitsInAQueue() {
        look();
        idleFor(BEAT);
        look();
        scene.moves(70, 1_036);

        Attention moved = census.attend(scene.connected.getFirst(), now.plus(BEAT));

        assertThat(moved).isEqualTo(Attention.GLANCE);
    }

    @Test
    void doubtsEverythingWhenTheKernelTellsNothing() {
        look();

        HostView view = census.blind(List.of());

        assertThat(view.connections()).singleElement().satisfies(c -> {
            assertThat(c.phase()).isEqualTo(Phase.UNKNOWN);
            assertThat(c.sessions()).isEmpty();
        });
    }

    private record Readings(int all, int withoutServers) {}

    /// How often its processes are read while time passes, look by look.
    private Readings readingsWithin(Duration time) {
        int all = 0;
        int withoutServers = 0;
        for (Instant end = now.plus(time); now.isBefore(end); ) {
            idleFor(BEAT);
            SocketFact socket = scene.connected.getFirst();
            all += census.attend(socket, now) == Attention.READ ? 1 : 0;
            withoutServers += census.withoutServers(socket) ? 1 : 0;
            scene.look(census, now);
        }
        return new Readings(all, withoutServers);
    }

    /// Time passes until its processes are due to be read again.
    private void rest() {
        scene.serverIo.put(21, 100L);
        look();
        idleFor(BEAT);
        look();
        idleFor(Duration.ofSeconds(60));
    }

    /// Time passes and nothing happens: every age grows by as much.
    private void idleFor(Duration time) {
        now = now.plus(time);
        scene.connected.replaceAll(s -> new SocketFact(
                s.cookie(),
                s.local(),
                s.peer(),
                s.inode(),
                s.cgroup(),
                s.state(),
                s.timer(),
                0,
                0,
                0,
                0,
                0,
                0,
                s.sendWindow(),
                s.heardMillis() + time.toMillis() - 3,
                s.dataReceivedMillis() + time.toMillis() + 4,
                s.dataSentMillis() + time.toMillis(),
                s.bytesReceived(),
                s.bytesSent(),
                s.bytesAcked(),
                s.dataSegmentsIn(),
                s.dataSegmentsOut()));
    }

    private Connection look() {
        scene.connected.forEach(socket -> census.attend(socket, now));
        return scene.look(census, now).connections().getFirst();
    }
}
