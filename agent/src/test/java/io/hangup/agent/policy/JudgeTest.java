package io.hangup.agent.policy;

import static io.hangup.agent.Samples.ELEVEN;
import static io.hangup.agent.Samples.NOON;
import static io.hangup.agent.Samples.SHELL;
import static io.hangup.agent.Samples.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.Samples;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.config.HumanDuration;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JudgeTest {
    private static final Person ALICE =
            new Person(1_000, Set.of("1000", "alice"), true, Set.of("1000", "alice", "27", "sudo"), true, true);
    private static final Person BOB = new Person(1_001, Set.of("1001", "bob"), true, Set.of("1001", "bob"), true, true);
    private static final Person ROOT = new Person(0, Set.of("0", "root"), true, Set.of("0", "root"), true, true);
    private static final Person STRANGER = new Person(7_001, Set.of("7001"), false, Set.of("7001"), true, false);
    private static final Person HIDDEN = new Person(1_002, Set.of("1002", "carol"), true, Set.of("1002"), false, true);
    private static final Request DROP = new Request(Action.DROP, Consent.AUTOMATIC);
    private static final Moment MOMENT =
            new Moment(NOON, LocalDateTime.ofInstant(NOON, ZoneOffset.UTC), Optional.empty());

    private static Law law(Policy policy) {
        return new Law.InForce(policy, "policy.yaml", Optional.empty());
    }

    private static Policy protecting(Protection protection) {
        Policy p = Policy.BUILT_IN;
        return new Policy(p.allow(), p.approve(), protection, p.minimumIdle(), p.hours(), p.budget());
    }

    private static Protection users(String... users) {
        return protect(Set.of(users), Set.of(), List.of(), Set.of(), Set.of(), false);
    }

    private static Protection groups(String... groups) {
        return protect(Set.of(), Set.of(groups), List.of(), Set.of(), Set.of(), false);
    }

    private static Protection addresses(String... networks) {
        List<Network> all = Stream.of(networks).map(Network::parse).toList();
        return protect(Set.of(), Set.of(), all, Set.of(), Set.of(), false);
    }

    private static Protection runs(Set<String> units, Set<String> commands) {
        return protect(Set.of(), Set.of(), List.of(), units, commands, false);
    }

    private static Protection lastAdministrator() {
        return protect(Set.of(), Set.of(), List.of(), Set.of(), Set.of(), true);
    }

    private static Protection protect(
            Set<String> users,
            Set<String> groups,
            List<Network> addresses,
            Set<String> units,
            Set<String> commands,
            boolean last) {
        return new Protection(users, groups, addresses, units, commands, last, Protection.USUAL_ADMINISTRATORS);
    }

    private static Scene scene(Optional<Person> person, Person... others) {
        return new Scene(
                connection(),
                person,
                List.of(SHELL),
                Optional.of(Set.of("session-7.scope", "user-1000.slice")),
                Optional.empty(),
                List.of(others));
    }

    private static Scene scene(Person person) {
        return scene(Optional.of(person));
    }

    private static Scene preAuth() {
        Connection c = connection();
        var early = new Connection(
                c.cookie(),
                c.local(),
                c.peer(),
                c.implementation(),
                Phase.PRE_AUTH,
                Optional.empty(),
                c.since(),
                c.monitor(),
                c.child(),
                c.auditSession(),
                c.tcp(),
                List.of(),
                List.of());
        return new Scene(early, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    private static Scene with(Optional<Set<String>> units, Optional<String> unseen) {
        return new Scene(connection(), Optional.of(BOB), List.of(SHELL), units, unseen, List.of());
    }

    private static Scene from(String address) {
        Connection c = connection();
        var far = new Connection(
                c.cookie(),
                c.local(),
                new Endpoint(address, 50_000),
                c.implementation(),
                c.phase(),
                c.user(),
                c.since(),
                c.monitor(),
                c.child(),
                c.auditSession(),
                c.tcp(),
                c.sessions(),
                List.of());
        return new Scene(far, Optional.of(BOB), List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    private static Judgement over(Policy policy, Scene scene) {
        return Judge.over(law(policy), DROP, MOMENT, Spending.NOTHING, scene);
    }

    static Stream<Arguments> spares() {
        Optional<Set<String>> units = Optional.of(Set.of("backup.scope"));
        return Stream.of(
                Arguments.of(users("alice"), scene(ALICE), "user alice is protected (protect.users in policy.yaml)"),
                Arguments.of(users("1000"), scene(ALICE), "user 1000 is protected"),
                Arguments.of(
                        users("root"), scene(STRANGER), "uid 7001 has no name in /etc/passwd; protect users by uid"),
                Arguments.of(users("root"), scene(Optional.empty()), "who has logged in can't be seen"),
                Arguments.of(groups("sudo"), scene(ALICE), "members of group sudo are protected (protect.groups"),
                Arguments.of(groups("27"), scene(ALICE), "members of group 27 are protected"),
                Arguments.of(groups("sudo"), scene(HIDDEN), "the groups of uid 1002 can't be seen"),
                Arguments.of(groups("sudo"), scene(STRANGER), "in a group without a name in /etc/group; write gids"),
                Arguments.of(groups("sudo"), scene(Optional.empty()), "who has logged in can't be seen"),
                Arguments.of(addresses("10.0.0.0/8"), from("10.9.9.9"), "peers in 10.0.0.0/8 are protected"),
                Arguments.of(addresses("10.0.0.0/8"), from("::ffff:10.9.9.9"), "peers in 10.0.0.0/8"),
                Arguments.of(addresses("10.0.0.0/8"), from("nowhere"), "address can't be read"),
                Arguments.of(runs(Set.of(), Set.of("bash")), scene(BOB), "bash runs in it (protect.commands"),
                Arguments.of(runs(Set.of(), Set.of("vim")), with(units, Optional.of("hidden")), "it can't be seen"),
                Arguments.of(
                        runs(Set.of("backup.scope"), Set.of()), with(units, Optional.empty()), "reaches into backup"),
                Arguments.of(
                        runs(Set.of("backup.scope"), Set.of()),
                        with(Optional.empty(), Optional.empty()),
                        "can't be read"),
                Arguments.of(lastAdministrator(), scene(ALICE), "it may be the last administrator's session"),
                Arguments.of(lastAdministrator(), scene(ROOT), "(protect.lastAdministrator in policy.yaml)"),
                Arguments.of(lastAdministrator(), scene(Optional.of(ROOT), BOB), "last administrator"),
                Arguments.of(lastAdministrator(), scene(Optional.of(HIDDEN)), "last administrator"),
                Arguments.of(lastAdministrator(), scene(Optional.of(ROOT), HIDDEN, STRANGER), "last administrator"),
                Arguments.of(lastAdministrator(), scene(Optional.empty()), "last administrator"));
    }

    @ParameterizedTest
    @MethodSource
    void spares(Protection protection, Scene scene, String why) {
        assertThat(over(protecting(protection), scene))
                .isInstanceOfSatisfying(
                        Judgement.Refuse.class, r -> assertThat(r.because()).contains(why));
        assertThat(Judge.over(
                        law(protecting(protection)),
                        new Request(Action.DROP, Consent.APPROVED),
                        MOMENT,
                        Spending.NOTHING,
                        scene))
                .as("no signature lifts a protection")
                .isInstanceOf(Judgement.Refuse.class);
    }

    static Stream<Arguments> doesNotSpare() {
        return Stream.of(
                Arguments.of(Protection.NONE, scene(Optional.empty())),
                Arguments.of(users("alice"), scene(BOB)),
                Arguments.of(users("alice"), preAuth()),
                Arguments.of(users("1000"), scene(STRANGER)),
                Arguments.of(groups("sudo"), scene(BOB)),
                Arguments.of(groups("27"), scene(STRANGER)),
                Arguments.of(groups("sudo"), preAuth()),
                Arguments.of(addresses("192.0.2.0/24", "2001:db8::/32"), from("10.9.9.9")),
                Arguments.of(runs(Set.of(), Set.of("bas", "bash2")), scene(BOB)),
                Arguments.of(runs(Set.of("backup.scope"), Set.of()), scene(BOB)),
                Arguments.of(lastAdministrator(), scene(BOB)),
                Arguments.of(lastAdministrator(), scene(Optional.of(ROOT), ALICE)),
                Arguments.of(lastAdministrator(), preAuth()));
    }

    @ParameterizedTest
    @MethodSource
    void doesNotSpare(Protection protection, Scene scene) {
        assertThat(over(protecting(protection), scene)).isEqualTo(new Judgement.Permit());
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void doesOnlyWhatIsAllowed(Action action) {
        var policy = new Policy(
                Set.of(Action.PROBE),
                Set.of(Action.DROP),
                Protection.NONE,
                Map.of(),
                List.of(),
                Policy.BUILT_IN.budget());

        Judgement automatic =
                Judge.atArrival(law(policy), new Request(action, Consent.AUTOMATIC), MOMENT, Spending.NOTHING);
        Judgement approved =
                Judge.atArrival(law(policy), new Request(action, Consent.APPROVED), MOMENT, Spending.NOTHING);

        assertThat(automatic instanceof Judgement.Permit).isEqualTo(action == Action.PROBE);
        assertThat(approved instanceof Judgement.Permit).isEqualTo(action == Action.PROBE || action == Action.DROP);
    }

    @Test
    void namesTheKeyThatAsksForAnOperator() {
        var policy = new Policy(
                Set.of(), Set.of(Action.DROP), Protection.NONE, Map.of(), List.of(), Policy.BUILT_IN.budget());

        assertThat(Judge.atArrival(law(policy), DROP, MOMENT, Spending.NOTHING))
                .isEqualTo(new Judgement.Refuse(
                        "drop needs an operator's signature on this host (approve in policy.yaml)"));
    }

    private static Policy at(String hours) {
        Policy p = Policy.BUILT_IN;
        return new Policy(
                p.allow(), p.approve(), p.protect(), p.minimumIdle(), List.of(Hours.parse(hours)), p.budget());
    }

    @Test
    void keepsItsHoursUnlessAnOperatorSigns() {
        assertThat(over(at("22:00-06:00"), scene(BOB)))
                .isInstanceOfSatisfying(
                        Judgement.Refuse.class, r -> assertThat(r.because()).contains("(hours in policy.yaml)"));
        assertThat(over(at("11:00-13:00"), scene(BOB))).isEqualTo(new Judgement.Permit());
        assertThat(Judge.atArrival(
                        law(at("22:00-06:00")), new Request(Action.DROP, Consent.APPROVED), MOMENT, Spending.NOTHING))
                .isEqualTo(new Judgement.Permit());
        assertThat(Judge.atArrival(
                        law(at("22:00-06:00")), new Request(Action.PROBE, Consent.AUTOMATIC), MOMENT, Spending.NOTHING))
                .isEqualTo(new Judgement.Permit());
    }

    @Test
    void trustsNoTimeOfDayAfterTheClockWasSet() {
        var stepped = new Moment(NOON, MOMENT.local(), Optional.of("the clock leapt ahead 3600 s"));

        assertThat(Judge.atArrival(law(at("11:00-13:00")), DROP, stepped, Spending.NOTHING))
                .isInstanceOfSatisfying(
                        Judgement.Refuse.class, r -> assertThat(r.because()).contains("leapt ahead"));
    }

    private static Policy idle(String least) {
        Policy p = Policy.BUILT_IN;
        Duration wanted = HumanDuration.parse(least);
        return new Policy(p.allow(), p.approve(), p.protect(), Map.of(Action.DROP, wanted), p.hours(), p.budget());
    }

    @Test
    void wantsItIdleForAsLongAsItSays() {
        assertThat(over(idle("1h"), scene(BOB))).isEqualTo(new Judgement.Permit());
        assertThat(over(idle("61m"), scene(BOB)))
                .isEqualTo(new Judgement.Refuse("it was used 1h ago, not 1h1m (minimumIdle in policy.yaml)"));
    }

    @Test
    void takesTrafficForUseWhereATerminalCanNotBeSeen() {
        Connection seen = connection(
                connection().monitor(),
                connection().child(),
                Samples.tcp(connection().tcp().timer(), 0, ELEVEN.plusSeconds(3_000)),
                new Terminal.Unseen("pts/3"));
        var scene = new Scene(seen, Optional.of(BOB), List.of(), Optional.empty(), Optional.empty(), List.of());

        assertThat(over(idle("30m"), scene))
                .isEqualTo(new Judgement.Refuse("it was used 10m ago, not 30m (minimumIdle in policy.yaml)"));
    }

    /// The first look calls all that it did not watch payload, and the kernel knows better.
    @Test
    void callsWhoCarriedNothingIdleEvenAtTheFirstLook() {
        Connection still = withoutTerminal(Samples.tcp(connection().tcp().timer(), 0, NOON.minusSeconds(2_400)), NOON);
        Connection beaten = withoutTerminal(Samples.tcp(connection().tcp().timer(), 0, NOON.minusSeconds(30)), NOON);
        Connection watched = withoutTerminal(
                Samples.tcp(connection().tcp().timer(), 0, NOON.minusSeconds(30)), NOON.minusSeconds(2_400));

        assertThat(over(idle("30m"), scene(still))).isEqualTo(new Judgement.Permit());
        assertThat(over(idle("30m"), scene(beaten)))
                .isEqualTo(new Judgement.Refuse("it was used 30s ago, not 30m (minimumIdle in policy.yaml)"));
        assertThat(over(idle("30m"), scene(watched))).isEqualTo(new Judgement.Permit());
    }

    private static Scene scene(Connection connection) {
        return new Scene(connection, Optional.of(BOB), List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    private static Connection withoutTerminal(TcpHealth tcp, Instant payload) {
        Connection c = connection(connection().monitor(), connection().child(), tcp, new Terminal.NoPty());
        return new Connection(
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
                c.sessions(),
                c.holders(),
                Optional.of(payload),
                c.forwards(),
                c.unreadSince(),
                c.probe());
    }

    @Test
    void callsNobodyIdleAfterTheClockWasSet() {
        var stepped = new Moment(NOON, MOMENT.local(), Optional.of("the clock leapt ahead 3600 s"));

        assertThat(Judge.over(law(idle("1m")), DROP, stepped, Spending.NOTHING, scene(BOB)))
                .isInstanceOfSatisfying(
                        Judgement.Refuse.class, r -> assertThat(r.because()).contains("leapt ahead"));
    }

    @Test
    void stopsWhenTheBudgetIsSpentAndSaysUntilWhen() {
        Policy p = Policy.BUILT_IN;
        var once = new Policy(
                p.allow(),
                p.approve(),
                p.protect(),
                p.minimumIdle(),
                p.hours(),
                Map.of(Action.DROP, Quota.parse("1/10m")));
        var spending =
                new Spending(List.of(new Spending.Spend(Action.DROP, Duration.ofMinutes(3))), Duration.ofMinutes(5));

        assertThat(Judge.atArrival(law(once), DROP, MOMENT, spending))
                .isEqualTo(new Judgement.Refuse(
                        "the budget 1/10m is spent; free again in 8m (budget.drop in policy.yaml)"));
        assertThat(Judge.atArrival(law(once), new Request(Action.DROP, Consent.APPROVED), MOMENT, spending))
                .isInstanceOf(Judgement.Refuse.class);
        assertThat(Judge.atArrival(law(once), new Request(Action.CLOSE, Consent.AUTOMATIC), MOMENT, spending))
                .as("an action without a budget")
                .isInstanceOf(Judgement.Refuse.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"PROBE", "KEEP"},
            mode = EnumSource.Mode.EXCLUDE)
    void endsNothingWhilePausedWhoeverSigned(Action action) {
        Law paused = new Law.InForce(Policy.BUILT_IN, "policy.yaml", Optional.of("/etc/hangup/paused"));

        assertThat(Judge.atArrival(paused, new Request(action, Consent.APPROVED), MOMENT, Spending.NOTHING))
                .isEqualTo(
                        new Judgement.Refuse("this host is paused: nothing is ended while /etc/hangup/paused exists"));
        assertThat(Judge.atArrival(paused, new Request(Action.PROBE, Consent.AUTOMATIC), MOMENT, Spending.NOTHING))
                .isEqualTo(new Judgement.Permit());
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void doesNothingAtAllByAPolicyThatIsBroken(Action action) {
        Law broken = new Law.Broken("no");

        assertThat(Judge.atArrival(broken, new Request(action, Consent.APPROVED), MOMENT, Spending.NOTHING))
                .isEqualTo(new Judgement.Refuse("no"));
        assertThat(Judge.over(broken, new Request(action, Consent.APPROVED), MOMENT, Spending.NOTHING, scene(BOB)))
                .isEqualTo(new Judgement.Refuse("no"));
    }
}
