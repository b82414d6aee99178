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
        census.look(scene.at(now));
        Attention quiet = census.attend(scene.connected.getFirst(), now.plus(BEAT));
        Attention later = census.attend(scene.connected.getFirst(), now.plusSeconds(60));

        assertThat(List.of(next, quiet, later)).containsExactly(Attention.GLANCE, Attention.REST, Attention.READ);
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
        return census.look(scene.at(now)).connections().getFirst();
    }
}
