package io.hangup.agent.enforce;

import static io.hangup.agent.Samples.BOOT;
import static io.hangup.agent.Samples.CHILD;
import static io.hangup.agent.Samples.COOKIE;
import static io.hangup.agent.Samples.ELEVEN;
import static io.hangup.agent.Samples.FACTS;
import static io.hangup.agent.Samples.HOST;
import static io.hangup.agent.Samples.LAW;
import static io.hangup.agent.Samples.LISTENER;
import static io.hangup.agent.Samples.LOCAL;
import static io.hangup.agent.Samples.MONITOR;
import static io.hangup.agent.Samples.NOON;
import static io.hangup.agent.Samples.PEER;
import static io.hangup.agent.Samples.PTY;
import static io.hangup.agent.Samples.connection;
import static io.hangup.agent.Samples.in;
import static io.hangup.agent.Samples.process;
import static io.hangup.agent.Samples.tcp;
import static io.hangup.agent.Samples.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.Samples;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Moment;
import io.hangup.agent.policy.Policy;
import io.hangup.agent.policy.Scene;
import io.hangup.agent.policy.Spending;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.session.WorkStamp;
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
import org.junit.jupiter.params.provider.MethodSource;

class EnforcementTest {
    private static final Standing STANDING = standing(Optional.empty(), LAW, NOON.plusSeconds(1));
    private static final Command COMMAND = Samples.command("c-1");

    private static Standing standing(Optional<String> unable, Law law, Instant now) {
        var moment = new Moment(now, LocalDateTime.ofInstant(now, ZoneOffset.UTC), Optional.empty());
        return new Standing(
                HOST, BOOT, FACTS.bootedAt(), unable, 5, Set.of(1, 4_000, 4_001), law, Spending.NOTHING, moment);
    }

    @Test
    void endsNobodyWhereItCantTellWhatActsHere() {
        var blind = new Standing(
                HOST, BOOT, FACTS.bootedAt(), Optional.empty(), 5, Set.of(), LAW, Spending.NOTHING, STANDING.moment());

        assertThat(decide(COMMAND, blind, new Held(CHILD, false, Optional.of(Set.of())), connection()))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.because()).contains("can't be told which processes act here"));
    }

    private static Decision decide(Command command, HostProcess held, Connection connection) {
        return decide(command, STANDING, new Held(held, false, Optional.of(Set.of())), connection);
    }

    private static Decision decide(Command command, Standing standing, Held held, Connection connection) {
        Optional<Scene> scene = Enforcement.connection(target(command).cookie(), view(connection))
                .map(c -> new Scene(c, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of()));
        return Enforcement.decide(command, target(command), Consent.AUTOMATIC, standing, held, view(connection), scene);
    }

    private static Optional<Decision> atArrival(Command command, Instant now) {
        return Enforcement.atArrival(command, Consent.AUTOMATIC, standing(Optional.empty(), LAW, now));
    }

    private static CommandTarget.OneConnection target(Command command) {
        return (CommandTarget.OneConnection) command.target();
    }

    private static Command probe(CommandTarget target) {
        return Samples.command("p-1", Action.PROBE, target, 5);
    }

    @Test
    void asksAPeerWhereNothingCanBeEnded() {
        Standing blind = standing(Optional.of("too dim"), LAW, NOON);

        Decision decision =
                decide(probe(COMMAND.target()), blind, new Held(CHILD, false, Optional.of(Set.of())), connection());

        assertThat(decision).isEqualTo(new Decision.Ask(connection()));
    }

    @Test
    void asksAPeerWhoseUserCameBack() {
        Connection busy = connection(Optional.of(MONITOR), Optional.of(CHILD), tcp(TcpTimer.NONE, 0, NOON), PTY);

        Decision decision = decide(probe(COMMAND.target()), CHILD, busy);

        assertThat(decision).isEqualTo(new Decision.Ask(busy));
    }

    @Test
    void asksThePeerOfAConnectionThatWasKnownByItsMonitor() {
        var early = new CommandTarget.OneConnection(COOKIE, LOCAL, PEER, MONITOR.stamp(), 0);

        Decision decision = decide(probe(early), MONITOR, connection());

        assertThat(decision).isEqualTo(new Decision.Ask(connection()));
    }

    @Test
    void asksNoOtherPeerThanTheOneThatIsMeant() {
        var another = new CommandTarget.OneConnection(COOKIE, LOCAL, new Endpoint("10.0.0.9", 1), CHILD.stamp(), 1_000);

        Decision decision = decide(probe(another), CHILD, connection());

        assertThat(decision).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void permitsWhatIsAsSaid() {
        Decision decision = decide(COMMAND, CHILD, connection());

        assertThat(decision)
                .isEqualTo(new Decision.Permit(
                        connection(), List.of(Rung.TERM, Rung.KILL, Rung.CONT_MONITOR, Rung.DESTROY_SOCKET)));
    }

    static Stream<Arguments> turnedAwayAtArrival() {
        Command c = COMMAND;
        return Stream.of(
                Arguments.of(with(c, new HostId("web-2"), c.boot(), 5, Action.DROP, NOON), "host web-2"),
                Arguments.of(
                        with(c, c.host(), new BootId("0a1b2c3d-0000-4000-8000-000000000002"), 5, Action.DROP, NOON),
                        "restarted since"),
                Arguments.of(
                        with(c, c.host(), c.boot(), 5, Action.DROP, NOON.plusSeconds(32)),
                        "clocks are more than 30 s apart"),
                Arguments.of(with(c, c.host(), c.boot(), 4, Action.DROP, NOON), "epoch 5 has taken over"),
                Arguments.of(
                        with(c, c.host(), c.boot(), 5, Action.CLOSE, NOON), "it would close a session and names none"),
                Arguments.of(at(1), "never ended"),
                Arguments.of(at(2), "never ended"),
                Arguments.of(at(4_001), "what acts here, or runs it"));
    }

    private static Command with(Command c, HostId host, BootId boot, long epoch, Action action, Instant notBefore) {
        return new Command(
                c.id(),
                host,
                boot,
                epoch,
                action,
                c.target(),
                c.guard(),
                c.reason(),
                notBefore,
                notBefore.plusSeconds(60));
    }

    private static Command at(int pid) {
        var stamp = new ProcessStamp(pid, 8_010);
        return Samples.command("c-1", new CommandTarget.OneConnection(COOKIE, LOCAL, PEER, stamp, 1_000), 5);
    }

    @ParameterizedTest
    @MethodSource
    void turnedAwayAtArrival(Command command, String why) {
        Optional<Decision> decision = atArrival(command, NOON.plusSeconds(1));

        assertThat(decision)
                .get()
                .isInstanceOfSatisfying(
                        Decision.Refuse.class, r -> assertThat(r.because()).contains(why));
    }

    @Test
    void bearsAClockThatIsThirtySecondsAhead() {
        Command early = with(COMMAND, HOST, BOOT, 5, Action.DROP, NOON.plusSeconds(30));

        Optional<Decision> decision = atArrival(early, NOON);

        assertThat(decision).isEmpty();
    }

    @Test
    void expiresAfterItsTime() {
        Optional<Decision> decision = atArrival(COMMAND, NOON.plusSeconds(61));

        assertThat(decision).contains(new Decision.Expire());
    }

    @Test
    void endsNothingWhereItCanNot() {
        Standing blind = standing(Optional.of("too dim"), LAW, NOON);

        Optional<Decision> decision = Enforcement.atArrival(COMMAND, Consent.AUTOMATIC, blind);

        assertThat(decision).contains(new Decision.Refuse("too dim"));
    }

    @Test
    void endsNothingThatThePolicyForbids() {
        Standing forbidden = standing(Optional.empty(), new Law.Broken("it is broken"), NOON);

        Optional<Decision> decision = Enforcement.atArrival(COMMAND, Consent.AUTOMATIC, forbidden);

        assertThat(decision).contains(new Decision.Refuse("it is broken"));
    }

    static Stream<Arguments> neverEndedWhateverIsSaid() {
        return Stream.of(
                Arguments.of(new Held(CHILD, true, Optional.of(Set.of())), "a thread of the kernel"),
                Arguments.of(new Held(CHILD, false, Optional.of(Set.of(22))), "the SSH server's listener"),
                Arguments.of(new Held(CHILD, false, Optional.of(Set.of(8_080, LOCAL.port()))), "listener"),
                Arguments.of(new Held(CHILD, false, Optional.empty()), "CAP_SYS_PTRACE"));
    }

    @ParameterizedTest
    @MethodSource
    void neverEndedWhateverIsSaid(Held held, String why) {
        Decision decision = decide(COMMAND, STANDING, held, connection());

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refuse.class, r -> assertThat(r.because()).contains(why));
    }

    @Test
    void mayEndAServerThatListensForItsUsersForwards() {
        Decision decision = decide(COMMAND, STANDING, new Held(CHILD, false, Optional.of(Set.of(8_080))), connection());

        assertThat(decision).isInstanceOf(Decision.Permit.class);
    }

    static Stream<Arguments> refusedAfterALook() {
        HostProcess later = process(CHILD.pid(), 8_640_000, 1_000, "sleep", ProcessState.SLEEPING);
        HostProcess foreign = process(CHILD.pid(), 8_010, 33, "sshd", ProcessState.SLEEPING);
        CommandTarget.OneConnection t = target(COMMAND);
        return Stream.of(
                Arguments.of(t, later, connection(), "process 801 is another one now (started 2026-11-22T12:00:00Z)"),
                Arguments.of(t, foreign, connection(), "belongs to uid 33 now, not 1000"),
                Arguments.of(
                        new CommandTarget.OneConnection(new SocketCookie(9), LOCAL, PEER, CHILD.stamp(), 1_000),
                        CHILD,
                        connection(),
                        "no longer there"),
                Arguments.of(
                        new CommandTarget.OneConnection(
                                COOKIE, LOCAL, new Endpoint("10.0.0.9", 1), CHILD.stamp(), 1_000),
                        CHILD,
                        connection(),
                        "other addresses"),
                Arguments.of(
                        new CommandTarget.OneConnection(COOKIE, LOCAL, PEER, MONITOR.stamp(), 0),
                        MONITOR,
                        connection(),
                        "monitor and is never ended while its child lives"),
                Arguments.of(
                        new CommandTarget.OneConnection(COOKIE, LOCAL, PEER, LISTENER.stamp(), 0),
                        LISTENER,
                        connection(),
                        "listener and is never ended"),
                Arguments.of(
                        t,
                        CHILD,
                        connection(
                                Optional.of(CHILD),
                                Optional.of(in(ProcessState.SLEEPING, Samples.SHELL)),
                                connection().tcp(),
                                PTY),
                        "never ended while its child lives"),
                Arguments.of(
                        t,
                        CHILD,
                        connection(
                                Optional.of(MONITOR),
                                Optional.of(Samples.SHELL),
                                connection().tcp(),
                                PTY),
                        "served by process 802"),
                Arguments.of(
                        t,
                        CHILD,
                        connection(
                                Optional.empty(), Optional.empty(), connection().tcp(), PTY),
                        "can't be seen"));
    }

    @ParameterizedTest
    @MethodSource
    void refusedAfterALook(CommandTarget target, HostProcess held, Connection connection, String why) {
        Decision decision = decide(Samples.command("c-1", target, 5), held, connection);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refuse.class, r -> assertThat(r.because()).contains(why));
    }

    @Test
    void sparesAUserWhoCameBack() {
        var typed = new Terminal.Pty("pts/3", ELEVEN.plusSeconds(3), ELEVEN);

        Decision decision = decide(
                COMMAND,
                CHILD,
                connection(
                        Optional.of(MONITOR), Optional.of(CHILD), connection().tcp(), typed));

        assertThat(decision).isEqualTo(new Decision.Refuse("the user came back: input at 2026-11-22T11:00:03Z"));
    }

    @Test
    void sparesAConnectionThatReceivesData() {
        Connection alive = connection(
                Optional.of(MONITOR), Optional.of(CHILD), tcp(TcpTimer.KEEPALIVE, 0, ELEVEN.plusSeconds(3)), PTY);

        Decision decision = decide(COMMAND, CHILD, alive);

        assertThat(decision)
                .isEqualTo(new Decision.Refuse("the connection is not quiet: data came in at 2026-11-22T11:00:03Z"));
    }

    @Test
    void sparesAPeerThatIsHeardAgain() {
        Instant heard = connection().tcp().lastHeard();
        Command silence =
                guardedBy(new Guard(ELEVEN.plusSeconds(3_600), Optional.of(heard.minusSeconds(3)), Optional.empty()));

        Decision decision = decide(silence, CHILD, connection());

        assertThat(decision).isEqualTo(new Decision.Refuse("the peer is back: its kernel acknowledged at " + heard));
    }

    @Test
    void goesOnWhileThePeerIsSilent() {
        Instant heard = connection().tcp().lastHeard();
        Command silence = guardedBy(new Guard(ELEVEN.plusSeconds(3_600), Optional.of(heard), Optional.empty()));

        Decision decision = decide(silence, CHILD, connection());

        assertThat(decision).isInstanceOf(Decision.Permit.class);
    }

    @Test
    void sparesASessionThatBeganToWorkByItself() {
        Command rest = guardedBy(new Guard(ELEVEN.plusSeconds(3_600), Optional.empty(), Optional.of(new WorkStamp(7))));

        Decision decision = decide(rest, CHILD, working(Optional.of(new WorkStamp(8))));

        assertThat(decision)
                .isEqualTo(new Decision.Refuse("a process of it has worked, started or ended since the verdict"));
    }

    @Test
    void sparesASessionWhoseWorkCantBeRead() {
        Command rest = guardedBy(new Guard(ELEVEN.plusSeconds(3_600), Optional.empty(), Optional.of(new WorkStamp(7))));

        Decision decision = decide(rest, CHILD, working(Optional.empty()));

        assertThat(decision).isEqualTo(new Decision.Refuse("what its processes do can't be read now"));
    }

    @Test
    void goesOnWhileASessionRests() {
        Command rest = guardedBy(new Guard(ELEVEN.plusSeconds(3_600), Optional.empty(), Optional.of(new WorkStamp(7))));

        Decision decision = decide(rest, CHILD, working(Optional.of(new WorkStamp(7))));

        assertThat(decision).isInstanceOf(Decision.Permit.class);
    }

    private static Connection working(Optional<WorkStamp> work) {
        Connection c = connection();
        SshSession shell = c.sessions().getFirst();
        var worked = new SshSession(
                shell.leader(),
                shell.terminal(),
                shell.foreground(),
                shell.since(),
                shell.lastCpu(),
                shell.lastIo(),
                work,
                shell.blocked());
        return c.carrying(List.of(worked));
    }

    @Test
    void warnsFirstWhoMayBeThere() {
        Command warning =
                guardedBy(new Guard(ELEVEN, Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(20))));

        Decision decision = decide(warning, CHILD, connection());

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Permit.class,
                        permit -> assertThat(permit.warning()).contains(Duration.ofSeconds(20)));
    }

    @Test
    void warnsNobodyWhereNobodyCanBe() {
        Guard silent = new Guard(
                ELEVEN,
                Optional.of(connection().tcp().lastHeard()),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(20)));
        Guard heard = new Guard(ELEVEN, Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(20)));
        Connection blind = connection(
                Optional.of(MONITOR), Optional.of(CHILD), connection().tcp(), new Terminal.NoPty());

        assertThat(Stream.of(decide(guardedBy(silent), CHILD, connection()), decide(guardedBy(heard), CHILD, blind)))
                .allSatisfy(decision -> assertThat(decision)
                        .isInstanceOfSatisfying(
                                Decision.Permit.class,
                                permit -> assertThat(permit.warning()).isEmpty()));
    }

    @Test
    void aHostsPolicyHasEveryoneWarned() {
        Policy usual = Policy.BUILT_IN;
        Law law = new Law.InForce(
                new Policy(
                        usual.allow(),
                        usual.approve(),
                        usual.protect(),
                        usual.minimumIdle(),
                        Map.of(Action.DROP, Duration.ofSeconds(10)),
                        usual.reap(),
                        usual.hours(),
                        usual.budget(),
                        usual.restart()),
                "a test",
                Optional.empty());

        Decision decision = decide(
                COMMAND,
                standing(Optional.empty(), law, NOON.plusSeconds(1)),
                new Held(CHILD, false, Optional.of(Set.of())),
                connection());

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Permit.class,
                        permit -> assertThat(permit.warning()).contains(Duration.ofSeconds(10)));
    }

    @Test
    void endsNothingWithoutTheWarningThatIsNotAllowedHere() {
        Policy usual = Policy.BUILT_IN;
        Law law = new Law.InForce(
                new Policy(
                        Set.of(Action.DROP),
                        usual.approve(),
                        usual.protect(),
                        usual.minimumIdle(),
                        usual.hours(),
                        usual.budget()),
                "a test",
                Optional.empty());
        Command warning =
                guardedBy(new Guard(ELEVEN, Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(20))));

        Decision decision = decide(
                warning,
                standing(Optional.empty(), law, NOON.plusSeconds(1)),
                new Held(CHILD, false, Optional.of(Set.of())),
                connection());

        assertThat(decision)
                .isEqualTo(new Decision.Refuse("it is to warn first, and warn is not allowed on this host"));
    }

    @Test
    void tellsNobodyWhereThereIsNoTerminal() {
        Command warn = Samples.command("w-1", Action.WARN, COMMAND.target(), 5);
        Connection blind = connection(
                Optional.of(MONITOR), Optional.of(CHILD), connection().tcp(), new Terminal.NoPty());

        assertThat(decide(warn, CHILD, blind))
                .isEqualTo(new Decision.Refuse("nobody can be told: it has no session with a terminal"));
        assertThat(decide(warn, CHILD, connection()))
                .isEqualTo(new Decision.Tell(connection(), connection().sessions()));
    }

    private static Command guardedBy(Guard guard) {
        return new Command(
                COMMAND.id(),
                COMMAND.host(),
                COMMAND.boot(),
                COMMAND.epoch(),
                COMMAND.action(),
                COMMAND.target(),
                guard,
                COMMAND.reason(),
                COMMAND.notBefore(),
                COMMAND.notAfter());
    }

    @Test
    void bearsTwoSecondsOfRounding() {
        Connection rounded = connection(
                Optional.of(MONITOR), Optional.of(CHILD), tcp(TcpTimer.KEEPALIVE, 0, ELEVEN.plusSeconds(2)), PTY);

        Decision decision = decide(COMMAND, CHILD, rounded);

        assertThat(decision).isInstanceOf(Decision.Permit.class);
    }

    @Test
    void neverKillsAnOnlyProcess() {
        Connection only =
                connection(Optional.of(CHILD), Optional.empty(), connection().tcp(), PTY);

        Decision decision = decide(COMMAND, CHILD, only);

        assertThat(decision).isEqualTo(new Decision.Permit(only, List.of(Rung.TERM, Rung.DESTROY_SOCKET)));
    }

    @Test
    void killsAStoppedChildAtOnce() {
        HostProcess stopped = in(ProcessState.STOPPED, CHILD);
        Connection wedged = connection(
                Optional.of(MONITOR), Optional.of(stopped), connection().tcp(), PTY);

        Decision decision = decide(COMMAND, stopped, wedged);

        assertThat(decision)
                .isEqualTo(new Decision.Permit(wedged, List.of(Rung.KILL, Rung.CONT_MONITOR, Rung.DESTROY_SOCKET)));
    }

    /// Alice's shell, and another of hers at a terminal that was used a moment ago.
    private static Connection multiplexed(Terminal first) {
        Connection c = connection(
                Optional.of(MONITOR), Optional.of(CHILD), tcp(TcpTimer.KEEPALIVE, 0, NOON.minusSeconds(1)), first);
        SshSession shell = c.sessions().getFirst();
        HostProcess other = process(803, 8_030, 1_000, "bash", ProcessState.SLEEPING);
        var busy = new SshSession(
                other, new Terminal.Pty("pts/4", NOON, NOON), Optional.of(other), ELEVEN, NOON.minusSeconds(1));
        return c.carrying(List.of(shell, busy));
    }

    private static Command close(CommandTarget target) {
        return Samples.command("x-1", Action.CLOSE, target, 5);
    }

    @Test
    void closesAQuietSessionWhileAnotherIsInUse() {
        Connection connection = multiplexed(PTY);

        Decision decision = decide(close(target(COMMAND).of(Samples.SHELL.stamp())), CHILD, connection);

        assertThat(decision)
                .isEqualTo(new Decision.Permit(
                        connection,
                        List.of(Rung.HUP_LEADER, Rung.KILL_LEADER),
                        Optional.of(connection.sessions().getFirst()),
                        Optional.empty()));
    }

    @Test
    void sparesASessionWhoseUserCameBack() {
        Connection connection = multiplexed(new Terminal.Pty("pts/3", NOON, NOON));

        Decision decision = decide(close(target(COMMAND).of(Samples.SHELL.stamp())), CHILD, connection);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refuse.class, r -> assertThat(r.because()).startsWith("the user came back"));
    }

    @Test
    void sparesASessionWithoutTerminalWhileDataComesIn() {
        Connection connection = multiplexed(new Terminal.NoPty());

        Decision decision = decide(close(target(COMMAND).of(Samples.SHELL.stamp())), CHILD, connection);

        assertThat(decision).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void closesNoSessionThatTheConnectionDoesNotCarry() {
        Decision decision = decide(close(target(COMMAND).of(LISTENER.stamp())), CHILD, multiplexed(PTY));

        assertThat(decision).isEqualTo(new Decision.Refuse("that session is not one of the connection's any more"));
    }

    @Test
    void dropsNoConnectionWhereASessionIsNamed() {
        Command drop = Samples.command("c-1", target(COMMAND).of(Samples.SHELL.stamp()), 5);

        Optional<Decision> decision = atArrival(drop, NOON);

        assertThat(decision)
                .contains(new Decision.Refuse("it would end a whole connection and names one session of it"));
    }
}
