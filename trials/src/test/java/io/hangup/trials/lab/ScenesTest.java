package io.hangup.trials.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every kind of session, looked at from the host's side.
@RequiresHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private Lab lab;
    private Host web;
    private Host db;
    private Host ci;
    private Node office;

    @BeforeAll
    void raise() {
        lab = Lab.raise();
        List<Host> hosts = lab.hosts(
                HostPlan.named("web-1").sshd(2222),
                HostPlan.named("db-1").sshd(22).setting("LoginGraceTime 0"),
                HostPlan.named("ci-1").sshd(22022));
        web = hosts.get(0);
        db = hosts.get(1);
        ci = hosts.get(2);
        office = lab.node("office");
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @Test
    void healthySessionsAnswer() {
        List<Scene> healthy = List.of(
                Scenes.typing(office, web, "alice"),
                Scenes.idle(office, web, "bob"),
                Scenes.build(office, ci, "carol"),
                Scenes.transfer(office, ci, "alice"),
                Scenes.tunnel(office, web, "carol"));

        List<Scene> silent =
                healthy.stream().filter(scene -> !scene.answers(SOON)).toList();

        assertThat(silent).isEmpty();
        assertThat(ci.exec("ps", "-e", "-o", "args")).contains("sftp-server");
    }

    @Test
    void severalSessionsShareOneConnection() {
        List<Scene> scenes = Scenes.multiplexed(office, ci, "bob", 3);

        assertThat(scenes).allMatch(scene -> scene.answers(SOON));
        assertThat(ci.exec("who").lines().filter(line -> line.startsWith("bob")))
                .hasSize(3);
        assertThat(ci.exec("ps", "-u", "bob", "-o", "args")
                        .lines()
                        .filter(line -> line.matches("sshd(-session)?: bob.*")))
                .hasSize(1);
    }

    @Test
    void aCutPathIsASessionThatNobodyCanReach() {
        Scene cut = Scenes.pathCut(lab.node("train"), db, "bob");

        boolean answers = cut.answers(Duration.ofSeconds(1));

        assertThat(answers).isFalse();
        assertThat(cut.client().alive()).isTrue();
        assertThat(db.exec("who")).contains("bob");
    }

    @Test
    void aSilentClientHoldsAConnectionWithoutALogin() {
        Scene silent = Scenes.preAuthSilence(office, db);

        assertThat(silent.client().alive()).isTrue();
        assertThat(db.exec("ps", "-e", "-o", "args")).contains("[accepted]");
    }

    @Test
    void hangOnLogoutLeavesAnSshdWithoutChildren() {
        Scene hang = Scenes.hangOnLogout(office, db, "carol");

        String pid = db.exec("pgrep", "-u", "carol", "-x", "sshd|sshd-session").strip();
        Patience.await(
                "its shell is gone",
                SOON,
                () -> db.exec("cat", "/proc/" + pid + "/task/" + pid + "/children")
                        .isBlank());

        assertThat(hang.client().alive()).isTrue();
        assertThat(db.exec("ps", "-u", "carol", "-o", "args")).contains("sleep 12001");
    }

    @Test
    void dropbearLogsInToo() {
        assumeTrue(Requirements.has("dropbear"), "dropbear is not installed");
        Host small = lab.hosts(HostPlan.named("small-1").dropbear(2200)).getFirst();

        Running alice = office.ssh(new Login("alice", small.address4(), 2200, true, List.of(), ""));

        assertThat(alice.answers(SOON)).isTrue();
    }
}
