package io.hangup.trials.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a cut makes: silence on both ends, and no error on either.
@RequiresHosts
class CutTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private Lab lab;
    private Host web;
    private Node office;

    @BeforeEach
    void raise() {
        lab = Lab.raise();
        web = lab.hosts(HostPlan.named("web-1").sshd(2222)).getFirst();
        office = lab.node("office");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aCutPathWithOutputInFlightLeavesTheServerRetransmitting() {
        Running alice = office.ssh(Login.of("alice", web).running("while :; do date; sleep 0.1; done"));
        alice.await("20", SOON);

        office.cut();

        Patience.await(
                "retransmits", SOON, () -> sockets().matches("(?s).*ESTAB.*timer:\\(on,.*backoff:[1-9].*unacked:.*"));
        assertThat(alice.alive()).isTrue();
        assertThat(web.exec("who")).contains("alice");
    }

    @Test
    void aSessionAnswersAgainAfterHealing() {
        Running alice = office.ssh(Login.of("alice", web));
        assertThat(alice.answers(SOON)).isTrue();
        web.cut();
        boolean answeredWhileCut = alice.answers(Duration.ofSeconds(1));

        web.heal();

        assertThat(answeredWhileCut).isFalse();
        assertThat(alice.answers(SOON)).isTrue();
    }

    @Test
    void aClientThatGivesUpDuringACutLeavesTheServerBehind() {
        Running alice = office.ssh(Login.of("alice", web));
        assertThat(alice.answers(SOON)).isTrue();
        office.cut();

        alice.close();

        assertThat(alice.alive()).isFalse();
        assertThat(sockets()).contains("ESTAB");
    }

    @Test
    void aCutIsHealedOnceAndCutAgain() {
        office.cut();
        office.cut();
        office.heal();
        office.heal();

        office.cut();

        Command.Ended banner = office.command(
                        "timeout", "1", "bash", "-c", "exec 3<>/dev/tcp/" + web.address4() + "/2222")
                .run();
        assertThat(banner.exit()).isEqualTo(124);
    }

    private String sockets() {
        return web.exec("ss", "-tnoi", "sport = :2222");
    }
}
