package io.hangup.trials.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One booted host of each release, once for all of these tests.
@RequiresHosts(booted = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BootedTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private Lab lab;
    private List<Host> hosts;
    private Node office;

    @BeforeAll
    void raise() {
        lab = Lab.raise();
        hosts = lab.hosts(Stream.of(Release.values())
                .map(release -> HostPlan.named(release.suite())
                        .booted(release)
                        .sshd(2222)
                        .dropbear(2200))
                .toArray(HostPlan[]::new));
        office = lab.node("office");
    }

    @AfterAll
    void close() {
        lab.close();
    }

    private Host host(Release release) {
        return hosts.stream()
                .filter(host -> host.plan().release().equals(Optional.of(release)))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void aLoginIsASessionOfLogindWithAScopeOfItsOwn(Release release) {
        Running alice = office.ssh(Login.of("alice", host(release)));

        boolean answers = alice.answers(SOON);

        assertThat(answers).isTrue();
        assertThat(host(release).exec("loginctl", "list-sessions", "--no-legend"))
                .contains(" alice ");
        assertThat(host(release).exec("systemctl", "list-units", "--type=scope", "--no-legend"))
                .contains("session-");
    }

    @ParameterizedTest
    @EnumSource
    void serversAreThoseOfTheRelease(Release release) {
        String expected = release == Release.BOOKWORM ? "9.2" : "10.0";

        String version = host(release).command("ssh", "-V").run().err();

        assertThat(version).startsWith("OpenSSH_" + expected);
        assertThat(host(release).exec("ss", "-Hltnp")).contains(":2222").contains("\"dropbear\"");
    }

    @ParameterizedTest
    @EnumSource
    void sessionsSurviveARestartOfTheirServer(Release release) {
        Running bob = office.ssh(Login.of("bob", host(release)));
        assertThat(bob.answers(SOON)).isTrue();

        host(release).exec("systemctl", "restart", "ssh");

        assertThat(bob.answers(SOON)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theProjectsCodeRunsInAHost(Release release) {
        String java = System.getProperty("java.home") + "/bin/java";

        Command.Ended ended = host(release)
                .command(java, "-cp", System.getProperty("java.class.path"), Command.class.getName())
                .run();

        assertThat(ended.err()).contains("Main method not found in class " + Command.class.getName());
    }
}
