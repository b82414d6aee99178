package io.hangup.controller.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.Hosts;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenewingTest {
    private static final Target HOST = new Target.Host(new HostId("web-1"), Hosts.BOOT);
    private static final HostProcess SSHD = Hosts.process(700, 0, "sshd");
    private static final String RULE = """
            rules:
              - id: wedged
                summary: it answers nobody
                on: host
                where: fleet
                when: host.banner == "silent"
                do: restart-sshd
                mode: %s
            """;

    private final Timeline time = Timeline.of("rules: []");

    private static Listener listener(HostProcess process, int port, Implementation implementation, Banner.Answer says) {
        return new Listener(
                new Endpoint("0.0.0.0", port),
                process,
                implementation,
                0,
                128,
                0,
                Optional.of(new Banner(says, "", Hosts.NOON)));
    }

    private static Listener openssh(HostProcess process, int port) {
        return listener(process, port, Implementation.OPENSSH, Banner.Answer.OPEN);
    }

    private HostSnapshot snapshot(Timeline at, Listener... listeners) {
        HostSnapshot usual = Hosts.snapshot("web-1", at.now);
        return new HostSnapshot(
                usual.host(),
                usual.boot(),
                usual.sequence(),
                usual.takenAt(),
                usual.activityWithin(),
                usual.facts(),
                usual.labels(),
                List.of(listeners),
                usual.connections(),
                usual.outgoing(),
                usual.orphans(),
                usual.controls(),
                usual.load(),
                usual.blindspots());
    }

    private void asks(Target target, Listener... listeners) {
        time.asks(Hosts.state(snapshot(time, listeners)), Action.RESTART_SSHD, target);
    }

    private Effect.Refuse refusal() {
        return time.of(Effect.Refuse.class).getFirst();
    }

    private Finding finding() {
        return time.ledger.findings().getFirst();
    }

    @Test
    void restartsTheServerOfAHostByItsListener() {
        asks(HOST, openssh(SSHD, 22), openssh(SSHD, 2222));

        Command command = time.commands().getFirst();
        assertThat(command.action()).isEqualTo(Action.RESTART_SSHD);
        assertThat(command.target()).isEqualTo(new CommandTarget.Server(new Endpoint("0.0.0.0", 22), SSHD.stamp(), 0));
        assertThat(finding().id()).hasToString("operator@web-1");
        assertThat(finding().progress()).isInstanceOf(Progress.Commanded.class);
    }

    @Test
    void takesDropbearForNoneOfTheServersThatItCouldMean() {
        asks(
                HOST,
                openssh(SSHD, 22),
                listener(Hosts.process(701, 0, "dropbear"), 2222, Implementation.DROPBEAR, Banner.Answer.OPEN));

        assertThat(time.commands()).hasSize(1);
    }

    @Test
    void takesWhatAUserCallsSshdForNoServer() {
        asks(HOST, openssh(Hosts.process(701, 1_000, "sshd"), 2222), openssh(SSHD, 22));

        assertThat(time.commands()).hasSize(1);
        assertThat(time.commands().getFirst().target())
                .isEqualTo(new CommandTarget.Server(new Endpoint("0.0.0.0", 22), SSHD.stamp(), 0));
    }

    @Test
    void refusesWhereItCantSayWhichServer() {
        asks(HOST, openssh(SSHD, 22), openssh(Hosts.process(701, 0, "sshd"), 2222));

        assertThat(refusal().refusal()).isEqualTo(Effect.Refusal.NOT_POSSIBLE);
        assertThat(refusal().why()).contains("several SSH servers", "22, 2222");
    }

    @Test
    void refusesWhereNobodyListens() {
        asks(HOST);

        assertThat(refusal().refusal()).isEqualTo(Effect.Refusal.TARGET_GONE);
    }

    @Test
    void refusesWhatIsNoHost() {
        asks(Timeline.connection("web-1", 1), openssh(SSHD, 22));

        assertThat(refusal().why()).isEqualTo("that is no host; to restart its SSH server, name web-1");
    }

    @Test
    void sendsNoSecondOneWhileTheFirstIsOnItsWay() {
        asks(HOST, openssh(SSHD, 22));
        asks(HOST, openssh(SSHD, 22));

        assertThat(time.commands()).hasSize(1);
        assertThat(refusal().refusal()).isEqualTo(Effect.Refusal.OUTSTANDING);
    }

    /// The host gives up on who restarts it after 100 s, and may have waited 20 s for the test.
    @Test
    void waitsForAnAnswerAsLongAsTheHostDoes() {
        asks(HOST, openssh(SSHD, 22));
        Command command = time.commands().getFirst();

        time.after(Duration.between(time.now, command.notAfter()).plusSeconds(130))
                .ticks();
        assertThat(finding().progress()).isInstanceOf(Progress.Commanded.class);

        time.after(Duration.ofSeconds(31)).ticks();
        assertThat(finding().progress()).isInstanceOf(Progress.Unanswered.class);
    }

    @Test
    void isOverWithARestart() {
        asks(HOST, openssh(SSHD, 22));

        time.answers(time.commands().getFirst(), new Outcome.Restarted(3, 3));

        assertThat(finding().verdict()).isEqualTo(Verdict.CLEARED);
    }

    @Test
    void staysOnTheListWhileNobodyListens() {
        asks(HOST, openssh(SSHD, 22));
        time.answers(time.commands().getFirst(), new Outcome.NotRestarted("its start failed", false));
        assertThat(finding().verdict()).isEqualTo(Verdict.STUCK);

        time.after(Duration.ofSeconds(5)).shows(snapshot(time));
        assertThat(finding().verdict()).isEqualTo(Verdict.STUCK);

        HostProcess users = Hosts.process(701, 1_000, "sshd");
        time.after(Duration.ofSeconds(5)).shows(snapshot(time, openssh(users, 22), openssh(SSHD, 2222)));
        assertThat(finding().verdict()).isEqualTo(Verdict.STUCK);

        time.after(Duration.ofSeconds(5)).shows(snapshot(time, openssh(SSHD, 22)));
        assertThat(finding().verdict()).isEqualTo(Verdict.CLEARED);
    }

    @Test
    void aRuleRestartsOnlyInModeEnforce() {
        Listener wedged = listener(SSHD, 22, Implementation.OPENSSH, Banner.Answer.SILENT);
        Timeline shadow = Timeline.of(RULE.formatted("shadow"));
        Timeline enforce = Timeline.of(RULE.formatted("enforce"));

        shadow.shows(snapshot(shadow, wedged));
        enforce.shows(snapshot(enforce, wedged));

        assertThat(shadow.commands()).isEmpty();
        assertThat(shadow.ledger.findings().getFirst().progress())
                .isEqualTo(new Progress.Shadowed(Action.RESTART_SSHD));
        assertThat(enforce.commands()).extracting(Command::action).containsExactly(Action.RESTART_SSHD);
        assertThat(enforce.commands().getFirst().rule()).isPresent();
    }

    /// What any user starts on a port of his own and stops.
    @Test
    void aRuleRestartsNoServerThatIsWellForAnothersSake() {
        Timeline enforce = Timeline.of(RULE.formatted("enforce"));
        Listener users =
                listener(Hosts.process(701, 1_000, "sshd"), 2222, Implementation.OPENSSH, Banner.Answer.SILENT);

        enforce.shows(snapshot(enforce, users, openssh(SSHD, 22)));

        assertThat(enforce.commands()).isEmpty();
        assertThat(enforce.ledger.findings().getFirst().progress())
                .isInstanceOfSatisfying(
                        Progress.HeldBack.class,
                        held -> assertThat(held.because()).contains("0.0.0.0:22, does not show this itself"));
    }

    /// Its other socket is the one at which clients wait.
    @Test
    void aRuleRestartsTheServerOfWhicheverSocketIsIll() {
        Timeline enforce = Timeline.of(RULE.formatted("enforce"));

        enforce.shows(snapshot(
                enforce, openssh(SSHD, 22), listener(SSHD, 2222, Implementation.OPENSSH, Banner.Answer.SILENT)));

        assertThat(enforce.commands()).hasSize(1);
    }

    /// What it shows itself is another answer than the one that was found.
    @Test
    void aRuleRestartsNoServerThatIsNotKnownToBeIll() {
        Listener users =
                listener(Hosts.process(701, 1_000, "sshd"), 2222, Implementation.OPENSSH, Banner.Answer.SILENT);
        for (Banner.Answer own : List.of(Banner.Answer.PENALTY, Banner.Answer.TOO_MANY_STARTUPS)) {
            Timeline enforce = Timeline.of(RULE.formatted("enforce"));

            enforce.shows(snapshot(enforce, users, listener(SSHD, 22, Implementation.OPENSSH, own)));

            assertThat(enforce.commands()).as(own.name()).isEmpty();
            assertThat(enforce.ledger.findings().getFirst().progress()).isInstanceOf(Progress.HeldBack.class);
        }
    }

    @Test
    void aRuleIsHeldBackWhereItCantSayWhichServer() {
        Timeline enforce = Timeline.of(RULE.formatted("enforce"));

        enforce.shows(snapshot(
                enforce,
                listener(SSHD, 22, Implementation.OPENSSH, Banner.Answer.SILENT),
                openssh(Hosts.process(701, 0, "sshd"), 2222)));

        assertThat(enforce.commands()).isEmpty();
        assertThat(enforce.ledger.findings().getFirst().progress())
                .isInstanceOfSatisfying(
                        Progress.HeldBack.class,
                        held -> assertThat(held.because()).contains("several SSH servers"));
    }
}
