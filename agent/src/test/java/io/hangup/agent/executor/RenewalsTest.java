package io.hangup.agent.executor;

import static io.hangup.agent.Samples.BOOT;
import static io.hangup.agent.Samples.FACTS;
import static io.hangup.agent.Samples.HOST;
import static io.hangup.agent.Samples.LISTENER;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.FakeHost;
import io.hangup.agent.Samples;
import io.hangup.agent.census.HostView;
import io.hangup.agent.executor.Restarter.Answer;
import io.hangup.agent.journal.FileJournal;
import io.hangup.agent.loop.ClockWatch;
import io.hangup.agent.loop.Identity;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Policy;
import io.hangup.agent.policy.Restart;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.snapshot.Blindspot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalsTest {
    private static final Endpoint DOOR = new Endpoint("0.0.0.0", 22);
    private static final HostProcess NEW = Samples.process(900, 9_000, 0, "sshd", ProcessState.SLEEPING);
    private static final CommandTarget.Server TARGET = new CommandTarget.Server(DOOR, LISTENER.stamp(), 0);
    private static final Answer GOOD = new Answer.Good("done by a test");

    @TempDir
    Path folder;

    private final FakeHost host = new FakeHost();
    private final FakeRestarter restarter = new FakeRestarter();
    private FileJournal journal;
    private CommandDesk desk;

    /// Answers when it is told to.
    private static final class FakeRestarter implements Restarter {
        final List<String> asked = new ArrayList<>();
        final List<String> abandoned = new ArrayList<>();

        boolean takenBack = true;

        @Nullable
        Answer tested;

        @Nullable
        Answer restarted;

        @Override
        public Pending test(Job job) {
            return pending("test");
        }

        @Override
        public Pending restart(Job job) {
            return pending("restart");
        }

        @Override
        public Pending resume(Job job) {
            return pending("resume");
        }

        private Pending pending(String what) {
            asked.add(what);
            return new Pending() {
                @Override
                public Optional<Answer> answer() {
                    return Optional.ofNullable(what.equals("test") ? tested : restarted);
                }

                @Override
                public boolean abandon() {
                    abandoned.add(what);
                    return takenBack;
                }
            };
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void open() throws IOException {
        host.alive.add(LISTENER);
        host.law = law(Set.of(Action.RESTART_SSHD), Optional.of(new Restart("ssh.service", Optional.empty())));
        start();
    }

    @AfterEach
    void close() throws IOException {
        desk.close();
        journal.close();
    }

    private void start() throws IOException {
        journal = FileJournal.open(folder, host.now(), Samples.uptime(() -> host.running));
        desk = new CommandDesk(
                new Identity(HOST, BOOT, FACTS, Map.of(), 1),
                Optional.empty(),
                new Hearing(host, host, new ClockWatch()),
                host,
                host,
                journal,
                host.receipts::add,
                host,
                new Inquiries(Optional.empty()),
                restarter);
    }

    private static Law law(Set<Action> allow, Optional<Restart> restart) {
        Policy usual = Policy.BUILT_IN;
        return new Law.InForce(
                new Policy(
                        allow,
                        Set.of(),
                        usual.protect(),
                        usual.minimumIdle(),
                        Map.of(),
                        usual.reap(),
                        usual.hours(),
                        usual.budget(),
                        restart),
                "policy.yaml",
                Optional.empty());
    }

    private static Command command(String id) {
        return Samples.command(id, Action.RESTART_SSHD, TARGET, 5);
    }

    private void take(String id) {
        desk.take(command(id), Consent.AUTOMATIC);
    }

    private void advance(Duration time) {
        host.running = host.running.plus(time);
        desk.advance(host.view);
    }

    private void advance() {
        advance(Duration.ofMillis(100));
    }

    private static HostView view(Optional<HostProcess> listener, Connection... connections) {
        return new HostView(
                listener.map(process -> new Listener(DOOR, process, Implementation.OPENSSH, 0, 128, 0)).stream()
                        .toList(),
                List.of(connections),
                List.of());
    }

    private Outcome outcome() {
        assertThat(host.receipts).hasSize(1);
        return host.receipts.getFirst().outcome();
    }

    @Test
    void restartsOnlyWhatWasTestedAndProvesItByAnotherListener() {
        take("one");
        advance();
        assertThat(restarter.asked).containsExactly("test");
        restarter.tested = GOOD;
        advance();
        assertThat(restarter.asked).containsExactly("test", "restart");
        assertThat(journal.open()).hasSize(1);
        restarter.restarted = GOOD;
        host.view = view(Optional.of(NEW), Samples.connection());
        advance();
        advance();

        assertThat(outcome()).isEqualTo(new Outcome.Restarted(1, 1));
        assertThat(host.receipts.getFirst().steps())
                .extracting(Receipt.Step::what)
                .containsExactly("done by a test", "done by a test");
        assertThat(journal.open()).isEmpty();
        assertThat(desk.busy()).isFalse();
    }

    @Test
    void countsASessionThatEndedMeanwhile() {
        take("one");
        restarter.tested = GOOD;
        advance();
        restarter.restarted = GOOD;
        host.view = view(Optional.of(NEW));
        advance();
        advance();

        assertThat(outcome()).isEqualTo(new Outcome.Restarted(1, 0));
    }

    @Test
    void spendsNothingOnSettingsThatAreWrong() {
        restarter.tested = new Answer.Refused("its settings are wrong: line 2");
        take("one");
        advance();

        assertThat(outcome()).isEqualTo(new Outcome.Refused("its settings are wrong: line 2"));
        assertThat(restarter.asked).containsExactly("test");
        assertThat(journal.spending().spends()).isEmpty();
    }

    @Test
    void holdsTheBudgetOnceOneWasBegun() {
        take("one");
        restarter.tested = GOOD;
        advance();
        restarter.restarted = GOOD;
        host.view = view(Optional.of(NEW));
        advance();
        advance();
        host.alive.add(NEW);
        desk.take(
                Samples.command("two", Action.RESTART_SSHD, new CommandTarget.Server(DOOR, NEW.stamp(), 0), 5),
                Consent.AUTOMATIC);

        assertThat(host.receipts.getLast().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).contains("budget 1/1h is spent"));
    }

    @Test
    void doesNotBelieveAManagerUnderWhomTheSameProcessListens() {
        take("one");
        restarter.tested = GOOD;
        advance();
        restarter.restarted = GOOD;
        advance();
        advance();
        assertThat(host.receipts).isEmpty();
        advance(Renewal.TO_SHOW);

        assertThat(outcome()).isInstanceOfSatisfying(Outcome.NotRestarted.class, not -> {
            assertThat(not.why()).contains("the same process still listens");
            assertThat(not.listening()).isTrue();
        });
    }

    @Test
    void saysThatNobodyListens() {
        take("one");
        restarter.tested = GOOD;
        advance();
        restarter.restarted = new Answer.Failed("its start failed");
        host.view = view(Optional.empty(), Samples.connection());
        advance();
        advance(Renewal.TO_SHOW);

        assertThat(outcome()).isEqualTo(new Outcome.NotRestarted("its start failed", false));
    }

    @Test
    void doesNotSayThatNobodyListensWhereThatCantBeSeen() {
        take("one");
        restarter.tested = GOOD;
        advance();
        restarter.restarted = new Answer.Failed("its start failed");
        host.view = view(Optional.empty()).with(List.of(new Blindspot(Blindspot.Sense.SOCKETS, "no netlink")));
        advance();
        advance(Renewal.TO_SHOW);

        assertThat(outcome()).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void givesUpOnATestThatIsNotAnswered() {
        take("one");
        advance(Renewals.TO_TEST);

        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).contains("hangup-restart-sshd.path"));
        assertThat(restarter.abandoned).containsExactly("test");
    }

    @Test
    void givesUpOnARestartThatIsNotAnsweredAndSaysWhatIsTrue() {
        take("one");
        restarter.tested = GOOD;
        advance();
        advance(Restarter.TO_ANSWER);
        advance();

        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Outcome.NotRestarted.class,
                        not -> assertThat(not.listening()).isTrue());
        assertThat(restarter.abandoned).containsExactly("restart");
    }

    @Test
    void doesNotSayThatNothingWasRestartedWhereTheRequestCantBeTakenBack() {
        restarter.takenBack = false;
        take("one");
        restarter.tested = GOOD;
        advance();
        advance(Restarter.TO_ANSWER);

        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("did not answer in 100 s", "taken back"));
    }

    @Test
    void restartsNoServerOfAUsers() {
        HostProcess users = Samples.process(700, 100, 1_000, "sshd", ProcessState.SLEEPING);
        host.view = view(Optional.of(users));
        take("one");

        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.because()).contains("uid 1000", "only a server that runs as root"));
        assertThat(restarter.asked).isEmpty();
    }

    @Test
    void takesNoServerOfAUsersForTheSuccessor() {
        take("one");
        restarter.tested = GOOD;
        advance();
        restarter.restarted = GOOD;
        host.view = view(Optional.of(Samples.process(900, 9_000, 1_000, "sshd", ProcessState.SLEEPING)));
        advance();
        advance(Renewal.TO_SHOW);

        assertThat(outcome()).isInstanceOf(Outcome.NotRestarted.class);
    }

    @Test
    void looksOnceMoreBetweenTestAndRestart() {
        take("one");
        restarter.tested = GOOD;
        host.view = view(Optional.of(NEW));
        advance();

        assertThat(outcome()).isEqualTo(new Outcome.Refused("process 900 listens at 0.0.0.0:22 now, not process 700"));
        assertThat(restarter.asked).containsExactly("test");
    }

    @Test
    void obeysAPauseBetweenTestAndRestart() {
        take("one");
        restarter.tested = GOOD;
        host.law = new Law.InForce(((Law.InForce) host.law).policy(), "policy.yaml", Optional.of("/etc/hangup/paused"));
        advance();

        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).contains("paused"));
        assertThat(restarter.asked).containsExactly("test");
    }

    @Test
    void restartsNothingWithoutAUnitInThePolicy() {
        host.law = law(Set.of(Action.RESTART_SSHD), Optional.empty());
        take("one");

        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).contains("names no unit"));
        assertThat(restarter.asked).isEmpty();
    }

    @Test
    void restartsNothingByTheBuiltInPolicy() {
        host.law = Samples.LAW;
        take("one");

        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).contains("restart-sshd is not allowed"));
    }

    @Test
    void restartsNoOtherImplementation() {
        host.view = new HostView(
                List.of(new Listener(DOOR, LISTENER, Implementation.DROPBEAR, 0, 128, 0)), List.of(), List.of());
        take("one");

        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).contains("only an OpenSSH server"));
    }

    @Test
    void doesOneAtATime() {
        take("one");
        take("two");

        assertThat(outcome()).isEqualTo(new Outcome.Refused("a restart of the SSH server is under way"));
        assertThat(restarter.asked).containsExactly("test");
    }

    @Test
    void asksForNothingAgainAfterACrash() throws IOException {
        take("one");
        restarter.tested = GOOD;
        advance();
        close();
        start();

        desk.recover(() -> host.view);
        restarter.restarted = GOOD;
        host.view = view(Optional.of(NEW), Samples.connection());
        advance();
        advance();

        assertThat(restarter.asked).containsExactly("test", "restart", "resume");
        assertThat(outcome()).isEqualTo(new Outcome.Restarted(1, 1));
    }

    @Test
    void saysAfterACrashThatTheSameProcessListens() throws IOException {
        take("one");
        restarter.tested = GOOD;
        advance();
        close();
        start();

        desk.recover(() -> host.view);
        advance(Restarter.TO_ANSWER);
        advance();

        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Outcome.NotRestarted.class,
                        not -> assertThat(not.listening()).isTrue());
        assertThat(host.receipts.getFirst().steps().getFirst().what()).isEqualTo(Aftermath.RESTARTED);
    }

    @Test
    void answersWhatItsPredecessorWasPreparing() throws IOException {
        take("one");
        assertThat(journal.prepared()).containsExactly(command("one"));
        close();
        start();

        desk.recover(() -> host.view);
        take("one");

        assertThat(host.receipts)
                .hasSize(2)
                .allSatisfy(
                        receipt -> assertThat(receipt.outcome()).isEqualTo(new Outcome.Refused(Aftermath.PREPARED)));
        assertThat(restarter.asked).containsExactly("test");
        assertThat(journal.spending().spends()).isEmpty();
        assertThat(journal.prepared()).isEmpty();
        assertThat(desk.busy()).isFalse();
    }

    /// What follows the damage may say that it was begun.
    @Test
    void answersNothingByALedgerThatIsDamaged() throws IOException {
        take("one");
        close();
        Files.writeString(folder.resolve("commands.journal"), "no line\nno line\n", StandardOpenOption.APPEND);
        start();

        desk.recover(() -> host.view);

        assertThat(journal.fault()).isPresent();
        assertThat(journal.prepared()).hasSize(1);
        assertThat(host.receipts).isEmpty();
    }

    @Test
    void isNoLongerPreparingWhatIsBegunOrRefused() {
        take("one");
        restarter.tested = GOOD;
        advance();
        assertThat(journal.prepared()).isEmpty();
        assertThat(journal.open()).hasSize(1);
        take("two");

        assertThat(journal.prepared()).isEmpty();
    }
}
