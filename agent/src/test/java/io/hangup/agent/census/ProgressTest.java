package io.hangup.agent.census;

import static io.hangup.agent.census.Scene.ALICE;
import static io.hangup.agent.census.Scene.NOON;
import static io.hangup.agent.census.Scene.SSHD_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.session.Phase;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How far a connection has come, and when that can't be said.
class ProgressTest {
    private final Scene scene = new Scene();
    private final Census census = new Census(100, Duration.ofSeconds(30));

    @BeforeEach
    void listenOnPort22() {
        scene.server(10, 1, "sshd").reads(500).holding();
        scene.listens(10, "0.0.0.0", 22).connects(70);
    }

    @Test
    void isPreAuthWhileTheListenerReadsItsStartupPipe() {
        scene.server(20, 10, "sshd").writes(500).holding(70);

        assertThat(phase()).isEqualTo(Phase.PRE_AUTH);
    }

    @Test
    void isPreAuthWhileASocketPairTiesItToTheListener() {
        scene.server(20, 10, "sshd-session").holding(70, 801);
        scene.server(10, 1, "sshd").holding(800);
        scene.pairs.put(801L, 800L);

        assertThat(phase()).isEqualTo(Phase.PRE_AUTH);
    }

    @Test
    void isPreAuthWhileSshdAuthTalksToTheClient() {
        scene.server(20, 10, "sshd-session").holding(70);
        scene.server(21, 20, "sshd-auth").uid(SSHD_ACCOUNT).holding(70);

        assertThat(phase()).isEqualTo(Phase.PRE_AUTH);
    }

    @Test
    void isPreAuthDuringAKeyCommandThatLooksLikeASession() {
        scene.server(20, 10, "sshd").writes(500).holding(70).process(30, 20, 65_534, "keys", 0, -1, 1);

        assertThat(phase()).isEqualTo(Phase.PRE_AUTH);
    }

    @Test
    void isPreAuthWithAnAuditSessionThatTheListenerWasStartedIn() {
        scene.server(10, 1, "sshd").audit(3, 0).reads(500).holding();
        scene.server(20, 10, "sshd").audit(3, 0).writes(500).holding(70);

        assertThat(phase()).isEqualTo(Phase.PRE_AUTH);
    }

    @Test
    void isUnknownWithAnAuditSessionThatTheListenerWasStartedIn() {
        scene.server(10, 1, "sshd").audit(3, 0).holding();
        scene.server(20, 10, "sshd").audit(3, 0).holding(70);

        assertThat(phase()).isEqualTo(Phase.UNKNOWN);
    }

    @Test
    void isNotPreAuthByTheReadingEndOfAnothersStartupPipe() {
        scene.server(20, 10, "dropbear").reads(500).holding(70).shell(30, 20, ALICE);

        assertThat(phase()).isEqualTo(Phase.AUTHENTICATED);
    }

    @Test
    void isNotPreAuthByStandardStreamsSharedWithTheListener() {
        PipeEnd log = new PipeEnd(650, 2, true);
        scene.server(10, 1, "sshd").pipe(log).holding();
        scene.server(20, 10, "sshd").audit(7, ALICE).pipe(log).holding(70);

        assertThat(phase()).isEqualTo(Phase.AUTHENTICATED);
    }

    @Test
    void isAuthenticatedWithoutPamOnceAChildBecameTheUser() {
        scene.server(20, 10, "sshd").holding(70);
        scene.server(21, 20, "sshd").uid(ALICE).holding(70);

        assertThat(phase()).isEqualTo(Phase.AUTHENTICATED);
    }

    @Test
    void isUnknownForRootWithoutPamAndWithoutASession() {
        scene.server(20, 10, "sshd").holding(70);

        assertThat(phase()).isEqualTo(Phase.UNKNOWN);
    }

    @Test
    void isUnknownWhenDescriptorsMayNotBeReadThoughProcessesRunBelow() {
        scene.server(20, 10, "sshd").unseenIn(0).holding(70).process(30, 20, 65_534, "keys", 0, -1, 1);

        assertThat(phase()).isEqualTo(Phase.UNKNOWN);
    }

    @Test
    void staysAuthenticatedWhenTheListenerIsGone() {
        scene.server(20, 10, "sshd").audit(7, 0).holding(70);
        scene.look(census, NOON);
        scene.servers.remove(10);
        scene.listening.clear();

        assertThat(phase()).isEqualTo(Phase.AUTHENTICATED);
    }

    @Test
    void isUnknownForARootLoginFirstSeenAfterEveryListenerIsGone() {
        scene.listening.clear();
        scene.servers.remove(10);
        scene.server(20, 1, "sshd").audit(7, 0).holding(70);

        assertThat(phase()).isEqualTo(Phase.UNKNOWN);
    }

    private Phase phase() {
        return scene.look(census, NOON).connections().getFirst().phase();
    }
}
