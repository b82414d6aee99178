package io.hangup.agent.loop;

import static io.hangup.agent.Samples.BOOT;
import static io.hangup.agent.Samples.CHILD;
import static io.hangup.agent.Samples.ELEVEN;
import static io.hangup.agent.Samples.FACTS;
import static io.hangup.agent.Samples.HOST;
import static io.hangup.agent.Samples.LISTENER;
import static io.hangup.agent.Samples.MONITOR;
import static io.hangup.agent.Samples.NOON;
import static io.hangup.agent.Samples.PTY;
import static io.hangup.agent.Samples.SHELL;
import static io.hangup.agent.Samples.command;
import static io.hangup.agent.Samples.connection;
import static io.hangup.agent.Samples.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.Controlling;
import io.hangup.agent.FakeHost;
import io.hangup.agent.Samples;
import io.hangup.agent.enforce.Bond;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Held;
import io.hangup.agent.executor.Check;
import io.hangup.agent.executor.LocalExecutor;
import io.hangup.agent.journal.FileJournal;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Policy;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DutyCycleTest {
    private final FakeHost host = new FakeHost();
    private int readyTold;

    @TempDir
    Path folder;

    private FileJournal journal;
    private DutyCycle cycle;

    @BeforeEach
    void start() throws IOException {
        journal = FileJournal.open(folder, NOON, Samples.uptime(host::running));
        cycle = cycle(Controlling.CHECK);
    }

    private DutyCycle cycle(Check check) {
        return new DutyCycle(
                new Identity(HOST, BOOT, FACTS, Map.of("env", "test"), 100),
                Rhythm.USUAL,
                List.of(),
                new DutyCycle.Ports(host, host, executor(check), host, Optional.empty()),
                () -> readyTold++);
    }

    private LocalExecutor executor(Check check) {
        return new LocalExecutor(
                new Identity(HOST, BOOT, FACTS, Map.of(), 1),
                Optional.empty(),
                check,
                List.of(),
                new LocalExecutor.Ports(host, host, host, journal, host, Optional.empty()));
    }

    @AfterEach
    void stop() throws IOException {
        cycle.close();
        journal.close();
    }

    private void run(Duration time) {
        Duration end = host.running.plus(time);
        while (host.running.compareTo(end) < 0) {
            cycle.turn();
        }
    }

    private void order(Command command) {
        host.news.add(new News.Called(Controlling.signed(command)));
    }

    private Receipt onlyReceipt() {
        assertThat(host.receipts).hasSize(1);
        return host.receipts.getFirst();
    }

    @Test
    void publishesAtOnceAndSaysOnceThatItIsReady() {
        run(Duration.ofSeconds(11));

        assertThat(host.snapshots).extracting(HostSnapshot::sequence).containsExactly(100L);
        assertThat(readyTold).isEqualTo(1);
        assertThat(host.looks).isEqualTo(3);
    }

    @Test
    void asksThePolicyOnWhoseWordACommandComes() {
        Policy usual = Policy.BUILT_IN;
        host.law = new Law.InForce(
                new Policy(
                        Set.of(Action.PROBE),
                        Set.of(Action.DROP),
                        usual.protect(),
                        usual.minimumIdle(),
                        usual.hours(),
                        usual.budget()),
                "a test",
                Optional.empty());
        order(command("plain"));
        host.news.add(new News.Called(Controlling.approved(command("approved"))));

        run(Duration.ofSeconds(30));

        assertThat(host.receipts).hasSize(2);
        assertThat(host.receipts.getFirst().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).contains("needs an operator's signature"));
        assertThat(host.receipts.getLast().command().value()).isEqualTo("approved");
        assertThat(host.receipts.getLast().steps()).isNotEmpty();
    }

    @Test
    void beatsEveryMinuteWithTheLastDigest() {
        run(Duration.ofSeconds(121));

        assertThat(host.heartbeats).hasSize(2).allSatisfy(beat -> {
            assertThat(beat.sequence()).isEqualTo(100);
            assertThat(beat.digest()).isEqualTo("digest-100");
        });
    }

    /// One that is too large, or that a topic does not take, is lost while heartbeats arrive.
    @Test
    void vouchesForNoOlderSnapshotWhileTheNewestIsLost() {
        run(Duration.ofSeconds(6));
        host.lost = parcel -> parcel instanceof Bus.Parcel.Snapshot;
        host.view = view();

        run(Duration.ofSeconds(121));

        HostSnapshot newest = host.snapshots.getLast();
        assertThat(newest.sequence()).isGreaterThan(100);
        assertThat(host.heartbeats).hasSize(2).allMatch(beat -> beat.sequence() > 100);
    }

    @Test
    void looksNoSoonerWhenNewsEndsItsWait() {
        for (int i = 0; i < 10; i++) {
            host.news.add(new News.Poison(News.Kind.UNREADABLE, "it has no value"));
            cycle.turn();
        }

        assertThat(host.looks).isEqualTo(1);
    }

    @Test
    void tellsOfADeathAtOnce() {
        cycle.turn();
        cycle.turn();
        host.view = view();
        host.died = true;

        run(Duration.ofMillis(60));

        assertThat(host.snapshots).hasSize(2);
        assertThat(host.snapshots.getLast().connections()).isEmpty();
    }

    @Test
    void publishesABirthWithTheNextLook() {
        host.view = view();
        run(Duration.ofSeconds(6));
        host.view = view(connection());

        run(Duration.ofSeconds(5));

        assertThat(host.snapshots).hasSize(2);
    }

    @Test
    void mergesTypingOverAMinute() {
        run(Duration.ofSeconds(1));
        for (int i = 0; i < 120; i += 5) {
            var typed = new Terminal.Pty("pts/3", NOON.plusSeconds(i), ELEVEN);
            host.view = view(connection(
                    Optional.of(MONITOR), Optional.of(CHILD), connection().tcp(), typed));
            run(Duration.ofSeconds(5));
        }

        assertThat(host.snapshots).hasSize(3);
    }

    @Test
    void saysEverythingAgainEveryQuarterOfAnHour() {
        run(Duration.ofMinutes(31));

        assertThat(host.snapshots).hasSize(3);
    }

    @Test
    void keepsLookingWithoutKafkaAndSendsTheNewestWhenItIsBack() {
        run(Duration.ofSeconds(6));
        host.kafkaUp = false;
        host.view = view();
        run(Duration.ofMinutes(2));
        int looks = host.looks;
        host.kafkaUp = true;

        run(Duration.ofSeconds(6));

        assertThat(looks).isGreaterThan(24);
        assertThat(host.snapshots.getLast().connections()).isEmpty();
        assertThat(host.news).isEmpty();
    }

    @Test
    void callsAStepOfTheClockABlindspotForAWhile() {
        run(Duration.ofSeconds(6));
        host.stepped = Duration.ofHours(-1);
        run(Duration.ofSeconds(6));
        HostSnapshot stepped = host.snapshots.getLast();
        run(Duration.ofMinutes(6));

        assertThat(stepped.blindspots())
                .singleElement()
                .satisfies(b -> assertThat(b.sense()).isEqualTo(Blindspot.Sense.CLOCK));
        assertThat(host.snapshots.getLast().blindspots()).isEmpty();
    }

    /// A bad time server, and then a good one.
    @Test
    void callsNobodyActiveSinceAClockWasAheadThatIsSetBack() {
        run(Duration.ofSeconds(6));
        host.stepped = Duration.ofDays(365);
        run(Duration.ofMinutes(1));
        host.stepped = Duration.ZERO;
        run(Duration.ofMinutes(10));

        HostSnapshot settled = host.snapshots.getLast();
        assertThat(settled.connections())
                .flatExtracting(Connection::sessions)
                .singleElement()
                .satisfies(session -> {
                    assertThat(session.lastCpu()).isBefore(settled.takenAt().minus(Duration.ofMinutes(5)));
                    assertThat(((Terminal.Pty) session.terminal()).lastInput())
                            .isBefore(settled.takenAt().minus(Duration.ofMinutes(5)));
                });
    }

    @Test
    void callsNobodyIdleForTheTimeThatTheHostWasSuspended() {
        run(Duration.ofSeconds(6));
        host.stepped = Duration.ofHours(8);
        run(Duration.ofMinutes(10));

        HostSnapshot woken = host.snapshots.getLast();
        Instant woke = woken.takenAt().minus(Duration.ofMinutes(11));
        assertThat(woken.connections())
                .flatExtracting(Connection::sessions)
                .singleElement()
                .satisfies(session -> {
                    assertThat(session.lastCpu()).isAfter(woke);
                    assertThat(((Terminal.Pty) session.terminal()).lastInput()).isAfter(woke);
                    assertThat(((Terminal.Pty) session.terminal()).lastOutput()).isAfter(woke);
                });
    }

    @Test
    void endsAConnectionAndTellsWhatIsLeftBehind() {
        host.onSignal = FakeHost::end;
        order(command("c-1"));

        run(Duration.ofSeconds(3));

        Receipt receipt = onlyReceipt();
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Gone());
        assertThat(receipt.leftBehind()).containsExactly(SHELL);
        assertThat(receipt.steps()).extracting(Receipt.Step::what).containsExactly("TERM to sshd 801");
        assertThat(host.signals).containsExactly("TERM 801");
        assertThat(host.snapshots.getLast().connections()).isEmpty();
    }

    private static Connection withoutTerminal() {
        return connection(Optional.of(MONITOR), Optional.of(CHILD), connection().tcp(), new Terminal.NoPty());
    }

    @Test
    void asksACommandWithoutTerminalBeforeItsServer() {
        host.view = view(withoutTerminal());
        host.onSignal = h -> h.alive.remove(SHELL);
        order(command("c-1"));

        run(Duration.ofSeconds(4));

        assertThat(host.signals).containsExactly("TERM 802", "TERM 801");
    }

    static Stream<Arguments> sparedInACommandsGroup() {
        HostProcess other = Samples.process(803, 8_030, 1_000, "job", ProcessState.SLEEPING);
        return Stream.of(
                Arguments.of(other, new Bond(802, 802, 0, 7, true), Set.of()),
                Arguments.of(other, new Bond(802, 802, 0, 8, false), Set.of()),
                Arguments.of(other, new Bond(802, 803, 0, 7, false), Set.of()),
                Arguments.of(other, new Bond(802, 802, 34_816, 7, false), Set.of()),
                Arguments.of(other, new Bond(802, 802, 0, 7, false), Set.of(22)));
    }

    @ParameterizedTest
    @MethodSource
    void sparedInACommandsGroup(HostProcess other, Bond bond, Set<Integer> listens) {
        host.view = view(withoutTerminal());
        host.alive.add(other);
        host.bonds.put(other.pid(), bond);
        host.natures.put(other.pid(), new Held(other, false, Optional.of(listens)));
        order(command("c-1"));

        run(Duration.ofSeconds(17));

        assertThat(host.signals).containsExactly("TERM 802", "KILL 802", "TERM 801", "KILL 801");
    }

    @Test
    void signalsNobodyWhereACommandIsInSomebodyElsesGroup() {
        host.view = view(withoutTerminal());
        host.bonds.put(SHELL.pid(), new Bond(SHELL.pid(), LISTENER.pid(), 0, 7, false));
        order(command("c-1"));

        run(Duration.ofSeconds(2));

        assertThat(host.signals).containsExactly("TERM 801");
    }

    private static final Guard WARNED =
            new Guard(ELEVEN, Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(20)));

    private static Command warned(String id) {
        Command usual = command(id);
        return new Command(
                usual.id(),
                usual.host(),
                usual.boot(),
                usual.epoch(),
                usual.action(),
                usual.target(),
                WARNED,
                usual.reason(),
                usual.notBefore(),
                usual.notAfter());
    }

    @Test
    void signalsNobodyBeforeTheTimeOfAWarningIsOver() {
        host.onSignal = FakeHost::end;
        order(warned("c-1"));

        run(Duration.ofSeconds(19));
        List<String> before = List.copyOf(host.signals);
        run(Duration.ofSeconds(4));

        assertThat(host.told).singleElement().asString().contains("will be ended in 20 s");
        assertThat(before).isEmpty();
        assertThat(host.signals).containsExactly("TERM 801");
        assertThat(onlyReceipt().outcome()).isEqualTo(new Outcome.Gone());
        assertThat(onlyReceipt().steps()).extracting(Receipt.Step::what).first().isEqualTo("warned on pts/3");
    }

    @Test
    void givesATerminalThatCanNotBeToldTheSameTime() {
        host.deaf = Optional.of("it is stopped");
        order(warned("c-1"));

        run(Duration.ofSeconds(19));
        boolean waited = host.signals.isEmpty();
        run(Duration.ofSeconds(3));

        assertThat(waited).isTrue();
        assertThat(host.signals).isNotEmpty();
    }

    @Test
    void sparesAConnectionOnWhichASessionIsOpenedAfterTheWarning() {
        order(warned("c-1"));
        run(Duration.ofSeconds(5));
        Connection c = connection();
        SshSession another = new SshSession(
                Samples.process(810, 8_100, 1_000, "bash", ProcessState.SLEEPING), PTY, Optional.empty(), NOON, NOON);
        host.view = view(new Connection(
                c.cookie(),
                c.local(),
                c.peer(),
                c.implementation(),
                c.phase(),
                c.user(),
                c.since(),
                c.monitor(),
                c.child(),
                c.auditSession(),
                c.tcp(),
                List.of(c.sessions().getFirst(), another),
                c.holders()));

        run(Duration.ofSeconds(30));

        assertThat(onlyReceipt().outcome())
                .isEqualTo(new Outcome.Refused("someone is there: a session was opened at " + NOON));
        assertThat(host.signals).isEmpty();
    }

    @Test
    void sparesAWarnedConnectionThatNobodyCanSeeAnyMore() {
        order(warned("c-1"));
        run(Duration.ofSeconds(5));
        host.view = view();

        run(Duration.ofSeconds(30));

        assertThat(onlyReceipt().outcome())
                .isEqualTo(new Outcome.Refused("it can't be seen whether someone who was warned is there"));
        assertThat(host.signals).isEmpty();
    }

    @Test
    void aUserWhoLogsOutAfterAWarningIsGoneByHimself() {
        order(warned("c-1"));
        run(Duration.ofSeconds(5));
        host.end();
        host.alive.remove(SHELL);

        run(Duration.ofSeconds(3));

        assertThat(onlyReceipt().outcome()).isEqualTo(new Outcome.Gone());
        assertThat(host.signals).isEmpty();
    }

    @Test
    void killsWhatDoesNotListenAfterFiveSeconds() {
        host.onSignal = h -> {
            if (h.signals.size() == 2) {
                h.end();
            }
        };
        host.alive.remove(SHELL);
        order(command("c-1"));

        run(Duration.ofSeconds(7));

        assertThat(host.signals).containsExactly("TERM 801", "KILL 801");
        assertThat(onlyReceipt().outcome()).isEqualTo(new Outcome.Gone());
        assertThat(onlyReceipt().took()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    void admitsThatItIsStillThere() {
        order(command("c-1"));

        run(Duration.ofSeconds(12));

        assertThat(onlyReceipt().outcome())
                .isEqualTo(new Outcome.StillThere("process 801 (sshd, sleeping) is still there after 2 signals; its"
                        + " socket can't be destroyed here"));
    }

    @Test
    void destroysTheSocketOfAServerThatNoSignalReaches() {
        host.severed = new Hand.Severed.Done();
        order(command("c-1"));

        run(Duration.ofSeconds(17));

        assertThat(host.severances).containsExactly(Samples.COOKIE);
        assertThat(onlyReceipt().outcome()).isEqualTo(new Outcome.Gone());
        assertThat(onlyReceipt().steps())
                .extracting(Receipt.Step::what)
                .containsExactly("TERM to sshd 801", "KILL to sshd 801", "destroyed the socket of sshd 801");
        assertThat(onlyReceipt().leftBehind()).containsExactly(MONITOR, CHILD, SHELL);
        assertThat(onlyReceipt().took()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(16));
    }

    @Test
    void destroysNoSocketBeforeItHasTriedToEndItsServer() {
        host.severed = new Hand.Severed.Done();
        host.onSignal = FakeHost::end;
        order(command("c-1"));

        run(Duration.ofSeconds(17));

        assertThat(host.severances).isEmpty();
        assertThat(onlyReceipt().outcome()).isEqualTo(new Outcome.Gone());
    }

    @Test
    void destroysNoSocketOnAPausedHost() {
        host.severed = new Hand.Severed.Done();
        order(command("c-1"));
        run(Duration.ofSeconds(8));
        host.law = new Law.InForce(Policy.BUILT_IN, "the built-in policy", Optional.of("/etc/hangup/paused"));

        run(Duration.ofSeconds(7));

        assertThat(host.severances).isEmpty();
        assertThat(onlyReceipt().outcome()).isInstanceOf(Outcome.StillThere.class);
    }

    @Test
    void goesOnLookingAndBeatingWhileItWaits() {
        order(command("c-1"));

        run(Duration.ofSeconds(61));

        assertThat(host.heartbeats).hasSize(1);
    }

    @Test
    void carriesADuplicateOutOnceAndAnswersTwice() {
        host.onSignal = FakeHost::end;
        order(command("c-1"));
        order(command("c-1"));
        run(Duration.ofSeconds(3));
        order(command("c-1"));

        run(Duration.ofSeconds(3));

        assertThat(host.signals).hasSize(1);
        assertThat(host.receipts).hasSize(2).allMatch(r -> r.outcome() instanceof Outcome.Gone);
    }

    @Test
    void remembersTheHighestEpoch() {
        order(command("c-1", command("c-1").target(), 7));
        run(Duration.ofSeconds(12));
        order(command("c-2", command("c-2").target(), 6));

        run(Duration.ofSeconds(1));

        assertThat(host.receipts.getLast().outcome())
                .isEqualTo(new Outcome.Refused("its controller is of epoch 6, and one of epoch 7 has taken over"));
    }

    @Test
    void answersARefusalTheSameWayAgain() {
        HostProcess other = Samples.process(801, 9_999, 1_000, "sleep", CHILD.state());
        host.alive.set(1, other);
        order(command("c-1"));
        run(Duration.ofSeconds(1));
        host.alive.set(1, CHILD);
        order(command("c-1"));

        run(Duration.ofSeconds(1));

        assertThat(host.signals).isEmpty();
        assertThat(host.receipts).hasSize(2).allMatch(r -> r.outcome() instanceof Outcome.Refused);
    }

    @Test
    void sendsAnAnswerAgainUntilItArrived() {
        run(Duration.ofSeconds(1));
        host.kafkaUp = false;
        host.onSignal = FakeHost::end;
        order(command("c-1"));
        run(Duration.ofSeconds(30));
        host.kafkaUp = true;
        run(Duration.ofSeconds(11));
        int sent = host.receipts.size();

        run(Duration.ofSeconds(30));

        assertThat(sent).isGreaterThan(1);
        assertThat(host.receipts).hasSize(sent);
        assertThat(journal.unsent()).isEmpty();
    }

    @Test
    void afterARestartSaysThatAConnectionIsGone() throws IOException {
        diesAfterItsFirstSignal();
        host.end();

        restart();

        assertThat(onlyReceipt().outcome()).isEqualTo(new Outcome.Gone());
        assertThat(onlyReceipt().leftBehind()).containsExactly(SHELL);
        assertThat(host.signals).hasSize(1);
    }

    @Test
    void afterARestartNeverSignalsAgain() throws IOException {
        diesAfterItsFirstSignal();

        restart();
        order(command("c-1"));
        run(Duration.ofSeconds(1));

        assertThat(host.receipts)
                .allMatch(r -> r.outcome() instanceof Outcome.Unknown)
                .hasSize(2);
        assertThat(host.signals).hasSize(1);
    }

    private void diesAfterItsFirstSignal() {
        order(command("c-1"));
        run(Duration.ofMillis(500));
        assertThat(host.signals).hasSize(1);
        assertThat(host.receipts).isEmpty();
    }

    private void restart() throws IOException {
        stop();
        start();
        run(Duration.ofSeconds(1));
    }

    @Test
    void refusesEverythingWithoutALedger() throws IOException {
        stop();
        Files.writeString(folder.resolve("commands.journal"), "rubbish\nrubbish\n");
        start();
        order(command("c-1"));

        run(Duration.ofSeconds(1));

        assertThat(host.signals).isEmpty();
        assertThat(onlyReceipt().outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(host.snapshots.getFirst().blindspots())
                .singleElement()
                .satisfies(b -> assertThat(b.why()).contains("damaged", "move it away"));
    }

    @Test
    void countsPoisonAndGoesOn() {
        for (int i = 0; i < 1_000; i++) {
            host.news.add(new News.Poison(News.Kind.UNTRUSTED, "not signed"));
        }

        run(Duration.ofSeconds(6));

        assertThat(host.receipts).isEmpty();
        assertThat(host.looks).isEqualTo(2);
    }

    @Test
    void answersWhatItCanNotCheckWithoutWritingItDown() {
        cycle = cycle(Check.keyless("no trusted keys"));
        order(command("c-1"));

        run(Duration.ofSeconds(1));

        assertThat(onlyReceipt().outcome()).isEqualTo(new Outcome.Refused("no trusted keys"));
        assertThat(journal.answered(command("c-1").id())).isEmpty();
    }
}
