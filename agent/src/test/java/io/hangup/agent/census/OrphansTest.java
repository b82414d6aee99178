package io.hangup.agent.census;

import static io.hangup.agent.census.Scene.ALICE;
import static io.hangup.agent.census.Scene.BOOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.Orphan.Kept;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What outlived its login, and why.
class OrphansTest {
    private static final long LOGIN = 5;

    private final Orphans orphans = new Orphans();
    private final List<LeftoverFact> leftovers = new ArrayList<>();

    @Test
    void believesOnlyWhatItSawTwice() {
        left(40, 1, 30, "sleep");

        List<Orphan> first = look();
        List<Orphan> second = look();

        assertThat(first).isEmpty();
        assertThat(second).singleElement().satisfies(orphan -> {
            assertThat(orphan.process().pid()).isEqualTo(40);
            assertThat(orphan.account().name()).isEqualTo("alice");
            assertThat(orphan.auditSession()).hasValue(LOGIN);
            assertThat(orphan.since()).isEqualTo(BOOT.plusSeconds(40));
        });
    }

    @Test
    void passesOverWhatADaemonStillHolds() {
        left(40, 812, 40, "job");

        assertThat(twice()).isEmpty();
    }

    @Test
    void passesOverALoginThatDidNotComeOverSsh() {
        leftovers.add(new LeftoverFact(fact(40, 1, 40, "login"), 40, LOGIN, false, false, false, false, false));

        assertThat(twice()).isEmpty();
    }

    @Test
    void passesOverAZombie() {
        HostProcess dead = new HostProcess(new ProcessStamp(40, 4_000), ALICE, "sleep", ProcessState.ZOMBIE);
        leftovers.add(
                new LeftoverFact(new ProcessFact(dead, 1, 40, 0, -1, 0), 40, LOGIN, true, false, false, false, false));

        assertThat(twice()).isEmpty();
    }

    @Test
    void tellsTmuxAndAllBelowIt() {
        left(40, 1, 40, "tmux: server");
        left(41, 40, 41, "bash");
        left(42, 41, 41, "make");

        assertThat(twice()).extracting(Orphan::kept).containsExactly(Kept.TMUX, Kept.TMUX, Kept.TMUX);
    }

    @Test
    void tellsScreen() {
        left(40, 1, 40, "screen");

        assertThat(twice()).extracting(Orphan::kept).containsExactly(Kept.SCREEN);
    }

    @Test
    void tellsNohupByTheSignalItIgnores() {
        leftovers.add(new LeftoverFact(fact(40, 1, 30, "sleep"), 30, LOGIN, true, true, false, false, false));

        assertThat(twice()).extracting(Orphan::kept).containsExactly(Kept.NOHUP);
    }

    @Test
    void tellsWhatTheUsersServiceManagerRuns() {
        leftovers.add(new LeftoverFact(fact(40, 1, 30, "sleep"), 30, LOGIN, true, false, false, false, true));

        assertThat(twice()).extracting(Orphan::kept).containsExactly(Kept.SERVICE);
    }

    @Test
    void tellsAPosixSessionOfItsOwnAndWhoIsInIt() {
        left(40, 1, 40, "sshd");
        left(41, 40, 40, "worker");

        assertThat(twice()).extracting(Orphan::kept).containsExactly(Kept.OWN_SESSION, Kept.OWN_SESSION);
    }

    @Test
    void tellsABackgroundJobByItsShellIfThatWasSeen() {
        orphans.watch(List.of(login()), Set::of, true);
        left(40, 1, 30, "sleep");
        left(41, 1, 29, "daemon");

        assertThat(twice()).extracting(Orphan::kept).containsExactly(Kept.BACKGROUND, Kept.UNKNOWN);
    }

    @Test
    void tellsNoServiceOfAStartScriptForAJobOfTheShellThatWasSeen() {
        orphans.watch(List.of(login()), Set::of, true);
        leftovers.add(new LeftoverFact(fact(41, 1, 30, "java"), 40, LOGIN, true, false, true, false, false));
        leftovers.add(new LeftoverFact(fact(42, 1, 30, "sleep"), 42, LOGIN, true, false, false, false, false));

        assertThat(twice()).extracting(Orphan::kept).containsExactly(Kept.UNKNOWN, Kept.BACKGROUND);
    }

    @Test
    void remembersNoAuditSessionThatAListenerLends() {
        orphans.watch(List.of(login()), () -> Set.of(LOGIN), true);

        assertThat(orphans.isLogin(LOGIN)).isFalse();
    }

    private static Connection login() {
        Scene scene = new Scene();
        scene.server(10, 1, "sshd").holding();
        scene.listens(10, "0.0.0.0", 22).connects(70);
        scene.server(20, 10, "sshd").audit(LOGIN, ALICE).holding(70);
        scene.server(21, 20, "sshd").uid(ALICE).audit(LOGIN, ALICE).holding(70).shell(30, 21, ALICE);
        return scene.look(new Census(100, Duration.ofSeconds(30)), Scene.NOON)
                .connections()
                .getFirst();
    }

    private void left(int pid, int parent, int posixSession, String command) {
        leftovers.add(new LeftoverFact(
                fact(pid, parent, posixSession, command), posixSession, LOGIN, true, false, false, false, false));
    }

    private static ProcessFact fact(int pid, int parent, int posixSession, String command) {
        HostProcess process = new HostProcess(new ProcessStamp(pid, pid * 100L), ALICE, command, ProcessState.SLEEPING);
        return new ProcessFact(process, parent, posixSession, 0, -1, 0);
    }

    private List<Orphan> twice() {
        look();
        return look();
    }

    private List<Orphan> look() {
        return orphans.look(leftovers, Map.of(ALICE, "alice"), BOOT);
    }
}
