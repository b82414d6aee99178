package io.hangup.agent.executor;

import static io.hangup.agent.Samples.BOOT;
import static io.hangup.agent.Samples.FACTS;
import static io.hangup.agent.Samples.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.FakeHost;
import io.hangup.agent.Samples;
import io.hangup.agent.census.Remains;
import io.hangup.agent.census.Remnant.Trade;
import io.hangup.agent.census.Remnant.Traits;
import io.hangup.agent.enforce.Held;
import io.hangup.agent.enforce.Left;
import io.hangup.agent.journal.FileJournal;
import io.hangup.agent.loop.ClockWatch;
import io.hangup.agent.loop.Identity;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Network;
import io.hangup.agent.policy.Person;
import io.hangup.agent.policy.Policy;
import io.hangup.agent.policy.Protection;
import io.hangup.agent.policy.Quota;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Orphan.Kept;
import io.hangup.protocol.session.WorkStamp;
import io.hangup.protocol.snapshot.Blindspot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// From a command to its receipt, for what a login left behind.
class ReapsTest {
    private static final Left JOB = Left.job(40);

    private final FakeHost host = new FakeHost();
    private final List<Left> left = new ArrayList<>();
    private FileJournal journal;
    private CommandDesk desk;
    private int commands;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        host.view = Samples.view();
        host.law = law(Set.of(Kept.BACKGROUND), Protection.NONE);
        host.remains = session -> new Remains(
                session,
                left.stream()
                        .filter(one -> host.alive.contains(one.process()))
                        .map(Left::remnant)
                        .toList(),
                Optional.empty());
        host.onSignal = _ -> dieByTerm();
        open();
    }

    private void open() throws IOException {
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
                Restarter.none("a test"));
    }

    private static Law law(Set<Kept> kinds, Protection protection) {
        Policy usual = Policy.BUILT_IN;
        return new Law.InForce(
                new Policy(
                        Set.of(Action.REAP),
                        Set.of(),
                        protection,
                        Map.of(),
                        Map.of(),
                        kinds,
                        List.of(),
                        usual.budget(),
                        usual.restart()),
                "policy.yaml",
                Optional.empty());
    }

    private void leave(Left... some) {
        for (Left one : some) {
            left.add(one);
            host.alive.add(one.process());
            host.bonds.put(one.pid(), one.bond());
        }
    }

    private void dieByTerm() {
        String signal = host.signals.getLast();
        int pid = Integer.parseInt(signal.substring(signal.indexOf(' ') + 1));
        host.alive.removeIf(process -> process.pid() == pid);
    }

    private Command command(CommandTarget target, Guard guard) {
        Instant now = host.now();
        return new Command(
                new CommandId("c-" + ++commands),
                HOST,
                BOOT,
                5,
                Action.REAP,
                target,
                guard,
                "forgotten",
                now,
                now.plusSeconds(60));
    }

    private Receipt reap(Left one) {
        return reap(one.target(), new Guard(host.now()));
    }

    private Receipt reap(CommandTarget target, Guard guard) {
        desk.take(command(target, guard), Consent.AUTOMATIC);
        for (int i = 0; i < 200 && host.receipts.size() < commands; i++) {
            host.running = host.running.plusMillis(100);
            desk.advance(host.view);
        }
        return host.receipts.getLast();
    }

    private static String because(Receipt receipt) {
        return receipt.outcome() instanceof Outcome.Refused(String because) ? because : receipt.toString();
    }

    @Test
    void endsAJobAndWhatIsBelowItAndSaysSo() {
        leave(JOB, Left.job(41).below(40), Left.job(42));

        Receipt receipt = reap(JOB);

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Reaped(2));
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .containsExactly("TERM to sleep 40", "TERM to sleep 41");
        assertThat(receipt.leftBehind()).extracting(HostProcess::pid).containsExactly(42);
    }

    @Test
    void killsWhoDoesNotListenAndWhatItStartedMeanwhile() {
        leave(JOB);
        host.onSignal = h -> {
            if (h.signals.getLast().startsWith("KILL")) {
                dieByTerm();
            } else {
                leave(Left.job(43).below(40));
            }
        };

        Receipt receipt = reap(JOB);

        assertThat(host.signals).containsExactly("TERM 40", "KILL 40", "KILL 43");
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Reaped(2));
        assertThat(receipt.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }

    /// Raised by the first signal, of which nobody takes notice.
    private void appearsAfterTheFirstSignal(Left... some) {
        leave(JOB);
        host.onSignal = h -> {
            if (h.signals.getLast().startsWith("KILL")) {
                dieByTerm();
            } else {
                leave(some);
            }
        };
    }

    @Test
    void killsNothingThatAppearsMeanwhileAndIsProtected() {
        host.law = law(Set.of(Kept.BACKGROUND), protectingCommand("pg_dump"));
        appearsAfterTheFirstSignal(Left.job(43).below(40).named("pg_dump"));

        Receipt receipt = reap(JOB);

        assertThat(host.signals).containsExactly("TERM 40", "KILL 40");
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Reaped(1));
        assertThat(receipt.leftBehind()).extracting(HostProcess::pid).containsExactly(43);
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .anySatisfy(
                        step -> assertThat(step).startsWith("left pg_dump 43: ").contains("protect.commands"));
    }

    @Test
    void killsNothingBelowWhichAnotherLoginAppears() {
        appearsAfterTheFirstSignal(Left.job(43).below(40).of(9));

        Receipt receipt = reap(JOB);

        assertThat(host.signals).containsExactly("TERM 40");
        assertThat(receipt.outcome())
                .isEqualTo(new Outcome.StillThere("process 43, below it, belongs to another login"));
    }

    @Test
    void killsNothingOfAKindThatRootNoLongerGivesUp() {
        leave(JOB);
        host.onSignal = h -> h.law = law(Set.of(Kept.NOHUP), Protection.NONE);

        Receipt receipt = reap(JOB);

        assertThat(host.signals).containsExactly("TERM 40");
        assertThat(receipt.outcome())
                .isEqualTo(new Outcome.StillThere("background jobs are not reaped on this host (reap in policy.yaml)"));
    }

    @Test
    void killsNothingOnceRootNoLongerAllowsToReap() {
        leave(JOB);
        host.onSignal = h -> h.law = new Law.InForce(Policy.BUILT_IN, "policy.yaml", Optional.empty());

        Receipt receipt = reap(JOB);

        assertThat(host.signals).containsExactly("TERM 40");
        assertThat(receipt.outcome().toString()).contains("reap is not allowed on this host");
    }

    @Test
    void killsNothingWhoseChildIsOfAnotherLoginThoughItsParentHasEnded() {
        Left child = Left.job(41).below(40);
        leave(JOB, child);
        host.onSignal = h -> {
            if (h.signals.equals(List.of("TERM 40"))) {
                dieByTerm();
                leave(Left.job(44).below(41).of(9));
            }
        };

        Receipt receipt = reap(JOB);

        assertThat(host.signals).containsExactly("TERM 40", "TERM 41");
        assertThat(receipt.outcome())
                .isEqualTo(new Outcome.StillThere("process 44, below it, belongs to another login"));
    }

    @Test
    void killsWhatLostTheJobAboveIt() {
        Left quiet = Left.job(41).below(40).with(new Traits(true, false, false, true, false, false));
        leave(JOB, quiet);
        host.onSignal = h -> {
            if (h.signals.equals(List.of("TERM 40")) || h.signals.getLast().startsWith("KILL")) {
                dieByTerm();
                left.replaceAll(one -> one.pid() == 41
                        ? new Left(41, 1, 40, 30, "sleep", 0, Left.LOGIN, Trade.OTHER, quiet.traits())
                        : one);
            }
        };

        assertThat(reap(JOB).outcome()).isEqualTo(new Outcome.Reaped(2));
        assertThat(host.signals).containsExactly("TERM 40", "TERM 41", "KILL 41");
    }

    @ParameterizedTest
    @EnumSource(names = {"TMUX", "SCREEN"})
    void sparesWhatSomebodyIsAttachedTo(Kept kept) {
        host.law = law(EnumSet.allOf(Kept.class), Protection.NONE);
        Left server = kind(kept).with(new Traits(true, true, false, false, false, false, true));
        leave(server, Left.job(41).below(40), Left.job(42).below(41));

        assertThat(because(reap(server))).contains("somebody may be attached to " + server.command() + " 40");
        assertThat(because(reap(Left.job(42).below(41)))).contains("somebody may be attached to");
        assertThat(host.signals).isEmpty();
    }

    @Test
    void refusesWhereSomethingThatRunsCannotBeHeld() {
        leave(JOB, Left.job(41).below(40));
        host.slippery.add(41);

        assertThat(because(reap(JOB))).isEqualTo("process 41 can't be held: errno 24");
        assertThat(host.signals).isEmpty();
    }

    @Test
    void saysWhereItCouldNotSeeWhatIsLeft() {
        leave(JOB);
        host.onSignal = h -> {
            dieByTerm();
            h.remains = session -> Remains.unseen(session, "/proc can't be listed");
        };

        Receipt receipt = reap(JOB);

        assertThat(receipt.outcome()).isEqualTo(new Outcome.Reaped(1));
        assertThat(receipt.steps())
                .extracting(Receipt.Step::what)
                .endsWith("what else of its login runs could not be seen: /proc can't be listed");
    }

    @Test
    void saysWhoIsStillThere() {
        leave(JOB);
        host.onSignal = _ -> {};

        Receipt receipt = reap(JOB);

        assertThat(receipt.outcome()).isInstanceOf(Outcome.StillThere.class);
        assertThat(receipt.leftBehind()).extracting(HostProcess::pid).containsExactly(40);
    }

    @Test
    void leavesBelowItWhatWasMeantToLiveOn() {
        leave(JOB, Left.job(41).below(40).nohup(), Left.job(42).below(41));

        Receipt receipt = reap(JOB);

        assertThat(host.signals).containsExactly("TERM 40");
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Reaped(1));
        assertThat(receipt.leftBehind()).extracting(HostProcess::pid).containsExactly(41, 42);
    }

    /// One of each kind, alone or below what makes it so.
    private static Left kind(Kept kept) {
        return switch (kept) {
            case TMUX -> JOB.named("tmux: server");
            case SCREEN -> JOB.named("SCREEN");
            case NOHUP -> JOB.nohup();
            case OWN_SESSION -> JOB.setsid();
            case SERVICE -> JOB.with(new Traits(true, false, false, false, true, true));
            case BACKGROUND -> JOB;
            case UNKNOWN ->
                new Left(
                        40,
                        1,
                        30,
                        30,
                        "daemon",
                        0,
                        Left.LOGIN,
                        Trade.OTHER,
                        new Traits(true, false, false, false, true, false));
        };
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void reapsAKindWhereRootHasWrittenIt(Kept kept) {
        host.law = law(Set.of(kept), Protection.NONE);
        leave(kind(kept));

        assertThat(reap(kind(kept)).outcome()).isEqualTo(new Outcome.Reaped(1));
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void sparesAKindWhereRootHasNotWrittenIt(Kept kept) {
        host.law = law(EnumSet.complementOf(EnumSet.of(kept)), Protection.NONE);
        leave(kind(kept));

        assertThat(because(reap(kind(kept)))).endsWith("(reap in policy.yaml)");
        assertThat(host.signals).isEmpty();
    }

    @Test
    void isNotAllowedByTheBuiltInPolicy() {
        host.law = new Law.InForce(Policy.BUILT_IN, "the built-in policy", Optional.empty());
        leave(JOB);

        assertThat(because(reap(JOB))).isEqualTo("reap is not allowed on this host (allow in the built-in policy)");
    }

    static Stream<Arguments> refused() {
        Function<FakeHost, Law> usual = h -> h.law;
        return Stream.of(
                Arguments.of("is in audit session 8, not 7", List.of(JOB.of(8)), JOB.target(), usual),
                Arguments.of("in no audit session", List.of(JOB), target(0xffff_ffffL), usual),
                Arguments.of("in no audit session", List.of(JOB), target(-1), usual),
                Arguments.of("belongs to uid 1000 now, not 0", List.of(JOB), uid(0), usual),
                Arguments.of(
                        "SSH server 50 belongs to its login",
                        List.of(JOB, Left.job(50).running(Trade.SERVER)),
                        JOB.target(),
                        usual),
                Arguments.of(
                        "service manager 50 belongs",
                        List.of(JOB, Left.job(50).running(Trade.MANAGER)),
                        JOB.target(),
                        usual),
                Arguments.of(
                        "process 50 of its login is at a terminal",
                        List.of(JOB, Left.job(50).at(34_816)),
                        JOB.target(),
                        usual),
                Arguments.of(
                        "process 51, below it, belongs to another login",
                        List.of(JOB, Left.job(51).below(40).of(9)),
                        JOB.target(),
                        usual),
                Arguments.of(
                        "process 812, above it, is not of its login", List.of(JOB.below(812)), JOB.target(), usual),
                Arguments.of(
                        "nothing shows that its login came over SSH",
                        List.of(JOB.with(new Traits(false, false, false, false, true, false))),
                        JOB.target(),
                        usual),
                protectedBy("user alice is protected (protect.users", users("alice")),
                protectedBy("protect.groups", groups("users")),
                protectedBy(
                        "where its login came from can't be known",
                        new Protection(
                                Set.of(),
                                Set.of(),
                                List.of(Network.parse("10.0.0.0/8")),
                                Set.of(),
                                Set.of(),
                                false,
                                Set.of())),
                protectedBy("sleep runs in it", protectingCommand("sleep")),
                protectedBy(
                        "it reaches into backup.slice",
                        new Protection(
                                Set.of(), Set.of(), List.of(), Set.of("backup.slice"), Set.of(), false, Set.of())));
    }

    private static CommandTarget target(long audit) {
        return new CommandTarget.OneOrphan(JOB.process().stamp(), 1_000, audit);
    }

    private static CommandTarget uid(int uid) {
        return new CommandTarget.OneOrphan(JOB.process().stamp(), uid, Left.LOGIN);
    }

    private static Arguments protectedBy(String why, Protection protection) {
        Function<FakeHost, Law> law = _ -> law(Set.of(Kept.BACKGROUND), protection);
        return Arguments.of(why, List.of(JOB), JOB.target(), law);
    }

    private static Protection users(String name) {
        return new Protection(Set.of(name), Set.of(), List.of(), Set.of(), Set.of(), false, Set.of());
    }

    private static Protection protectingCommand(String name) {
        return new Protection(Set.of(), Set.of(), List.of(), Set.of(), Set.of(name), false, Set.of());
    }

    private static Protection groups(String name) {
        return new Protection(Set.of(), Set.of(name), List.of(), Set.of(), Set.of(), false, Set.of());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void spares(String why, List<Left> there, CommandTarget target, Function<FakeHost, Law> law) {
        leave(there.toArray(Left[]::new));
        host.law = law.apply(host);
        host.units = Optional.of(Set.of("backup.slice"));
        host.persons.put(1_000, new Person(1_000, Set.of("alice", "1000"), true, Set.of("users", "100"), true, true));

        Receipt receipt = reap(target, new Guard(host.now()));

        assertThat(because(receipt)).contains(why);
        assertThat(host.signals).isEmpty();
    }

    @Test
    void sparesWhatListensForSshClients() {
        leave(JOB);
        host.natures.put(40, new Held(JOB.process(), false, Optional.of(Set.of(22))));

        assertThat(because(reap(JOB))).contains("listener and is never ended");
    }

    @Test
    void sparesAJobWithAListenerBelowIt() {
        leave(JOB, Left.job(41).below(40));
        host.natures.put(41, new Held(Left.job(41).process(), false, Optional.of(Set.of(22))));

        assertThat(because(reap(JOB))).contains("listener and is never ended");
        assertThat(host.signals).isEmpty();
    }

    @Test
    void sparesWhatHasMadeASessionOfItsOwnSinceTheLook() {
        leave(JOB);
        host.bonds.put(40, JOB.setsid().bond());

        assertThat(because(reap(JOB))).isEqualTo("process 40 is not as it was a moment ago");
    }

    @Test
    void sparesAllWhereItCannotBeSeenWhetherTheLoginIsOver() {
        leave(JOB);
        host.view = Samples.view().with(List.of(new Blindspot(Blindspot.Sense.SOCKETS, "no netlink")));

        assertThat(because(reap(JOB))).isEqualTo("it can't be seen whether its login is over: no netlink");
    }

    @Test
    void sparesTheJobsOfALoginThatIsConnected() {
        Left live = new Left(40, 1, 40, 30, "sleep", 0, 7, Trade.OTHER, JOB.traits());
        leave(live);
        host.view = Samples.view(Samples.connection());

        assertThat(because(reap(live))).contains("its login is still connected");
    }

    @Test
    void asksForRestAndWarningInVain() {
        leave(JOB);

        assertThat(because(reap(JOB.target(), new Guard(host.now(), Optional.empty(), Optional.of(WorkStamp.UNREAD)))))
                .contains("rested");
        assertThat(because(reap(
                        JOB.target(),
                        new Guard(host.now(), Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(5))))))
                .contains("nobody is at a terminal");
    }

    @Test
    void keepsToItsBudget() {
        host.law = new Law.InForce(
                new Policy(
                        Set.of(Action.REAP),
                        Set.of(),
                        Protection.NONE,
                        Map.of(),
                        List.of(),
                        Map.of(Action.REAP, Quota.parse("1/1h"))),
                "policy.yaml",
                Optional.empty());
        leave(JOB, Left.job(41));

        assertThat(reap(JOB).outcome()).isEqualTo(new Outcome.Reaped(1));
        assertThat(because(reap(Left.job(41)))).contains("budget");
    }

    @Test
    void stopsBeforeTheNextSignalWhenTheHostIsPaused() {
        leave(JOB);
        host.onSignal = h -> h.law =
                new Law.InForce(((Law.InForce) h.law).policy(), "policy.yaml", Optional.of("/etc/hangup/paused"));

        Receipt receipt = reap(JOB);

        assertThat(host.signals).containsExactly("TERM 40");
        assertThat(receipt.outcome()).isInstanceOf(Outcome.StillThere.class);
    }

    @Test
    void afterACrashItLooksAndSignalsNothingAgain() throws IOException {
        leave(JOB, Left.job(41).below(40));
        host.onSignal = _ -> {};
        desk.take(command(JOB.target(), new Guard(host.now())), Consent.AUTOMATIC);
        desk.close();
        journal.close();
        host.alive.remove(JOB.process());
        int before = host.signals.size();

        open();
        desk.recover(() -> host.view);

        assertThat(host.signals).hasSize(before);
        assertThat(host.receipts.getLast().outcome()).isInstanceOf(Outcome.Unknown.class);
        assertThat(host.receipts.getLast().leftBehind())
                .extracting(HostProcess::pid)
                .containsExactly(41);
    }

    @Test
    void afterACrashItSaysWhatIsGone() throws IOException {
        leave(JOB);
        desk.take(command(JOB.target(), new Guard(host.now())), Consent.AUTOMATIC);
        desk.close();
        journal.close();

        open();
        desk.recover(() -> host.view);

        assertThat(host.receipts.getLast().outcome()).isEqualTo(new Outcome.Gone());
    }

    /// Whoever sends what he likes about whatever there is: never a process of another login, never one of a login that
    /// lives, never one that was meant to live on.
    @Test
    void nothingElseIsEverSignalledWhateverIsThere() throws IOException {
        int ended = 0;
        for (long seed = 1; seed <= 1_500; seed++) {
            Random random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
            left.clear();
            host.alive.clear();
            host.signals.clear();
            host.bonds.clear();
            host.running = host.running.plusDays(2);
            Left[] crowd = crowd(random);
            leave(crowd);
            Left aim = crowd[random.nextInt(crowd.length)];
            boolean lives = Arrays.stream(crowd)
                    .anyMatch(one -> one.audit() == Left.LOGIN && (one.trade() != Trade.OTHER || one.tty() != 0));

            reap(new CommandTarget.OneOrphan(aim.process().stamp(), 1_000, Left.LOGIN), new Guard(host.now()));

            for (String signal : host.signals) {
                int pid = Integer.parseInt(signal.substring(signal.indexOf(' ') + 1));
                Left one = Arrays.stream(crowd)
                        .filter(other -> other.pid() == pid)
                        .findFirst()
                        .orElseThrow();
                assertThat(lives).as("seed %s: its login lives", seed).isFalse();
                assertThat(one.audit()).as("seed %s, %s", seed, signal).isEqualTo(Left.LOGIN);
                assertThat(one.traits().deaf()
                                || one.traits().led()
                                || one.traits().managed())
                        .as("seed %s, %s was meant to live on", seed, signal)
                        .isFalse();
                ended++;
            }
        }
        assertThat(ended).as("what may happen does").isGreaterThan(100);
    }

    private static Left[] crowd(Random random) {
        Left[] crowd = new Left[1 + random.nextInt(6)];
        for (int i = 0; i < crowd.length; i++) {
            int parent = i == 0 || random.nextInt(3) == 0 ? 1 : 40 + random.nextInt(i);
            Left one = new Left(
                    40 + i,
                    parent,
                    random.nextBoolean() ? 40 + i : 30,
                    30,
                    "sleep",
                    random.nextInt(20) == 0 ? 34_816 : 0,
                    random.nextInt(6) == 0 ? 9 : Left.LOGIN,
                    random.nextInt(20) == 0 ? Trade.SERVER : Trade.OTHER,
                    new Traits(
                            random.nextInt(4) > 0,
                            random.nextInt(6) == 0,
                            random.nextInt(6) == 0,
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextInt(6) == 0));
            crowd[i] = one;
        }
        return crowd;
    }
}
