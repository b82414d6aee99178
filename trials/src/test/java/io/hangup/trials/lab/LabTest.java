package io.hangup.trials.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two hosts, once for all of these tests.
@RequiresHosts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private Lab lab;
    private Host web;
    private Host db;
    private Node office;

    @BeforeAll
    void raise() {
        lab = Lab.raise();
        List<Host> hosts = lab.hosts(
                HostPlan.named("web-1").sshd(2222).sshd(22),
                HostPlan.named("db-1").sshd(22022));
        web = hosts.get(0);
        db = hosts.get(1);
        office = lab.node("office");
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @Test
    void aPersonLogsInOnAPortThatIsNot22() {
        Running alice = office.ssh(Login.of("alice", web));

        boolean answers = alice.answers(SOON);

        assertThat(answers).isTrue();
        assertThat(web.port()).isEqualTo(2222);
        assertThat(web.exec("who")).contains("alice").contains("pts/");
    }

    @Test
    void aPersonLogsInOverIpv6() {
        Running bob = office.ssh(Login.of("bob", db).at(db.address6(), 22022).running("echo $SSH_CONNECTION"));

        bob.await(office.address6() + " ", SOON);

        assertThat(bob.said().text()).contains(db.address6() + " 22022");
    }

    @Test
    void loginuidNamesWhoLoggedIn() {
        Running carol = office.ssh(Login.of("carol", web).withoutTerminal().running("cat /proc/self/loginuid; echo ."));

        carol.await("2003.", SOON);

        assertThat(web.exec("cat", "/proc/1/loginuid")).isEqualTo("4294967295");
    }

    @Test
    void aHostHasItsOwnIdentityAndSeesOnlyItsOwnProcesses() {
        String processes = web.exec("ps", "-e", "-o", "pid,args");

        assertThat(processes).contains("    1 /bin/bash").doesNotContain("java");
        assertThat(web.exec("hostname").strip()).isEqualTo("web-1");
        assertThat(web.exec("cat", "/etc/machine-id")).isNotEqualTo(db.exec("cat", "/etc/machine-id"));
        assertThat(web.exec("cat", "/proc/sys/kernel/random/boot_id"))
                .isNotEqualTo(db.exec("cat", "/proc/sys/kernel/random/boot_id"));
        assertThat(web.exec("stat", "-c", "%a", "/run/utmp").strip()).isEqualTo("664");
    }

    @Test
    void aHostCannotWriteToTheMachinesFiles() {
        Command.Ended ended = web.command("touch", "/usr/hangup-was-here").run();

        assertThat(ended.err()).contains("Read-only file system");
    }

    @Test
    void aJvmWithTheProjectsCodeRunsInAHost() {
        String java = System.getProperty("java.home") + "/bin/java";

        Command.Ended ended = web.command(java, "-cp", System.getProperty("java.class.path"), Command.class.getName())
                .run();

        assertThat(ended.err()).contains("Main method not found in class " + Command.class.getName());
    }

    @Test
    void aFailureNamesTheCommandAndWhatItSaid() {
        assertThatThrownBy(() -> web.exec("ls", "/nowhere"))
                .isInstanceOf(LabFailure.class)
                .hasMessageContaining("ls /nowhere")
                .hasMessageContaining("No such file or directory");
    }

    @Test
    void oneHostLogsInToAnother() {
        Running hop = office.ssh(Login.of("alice", web).running("hostname; ssh -tt -p 22022 bob@db-1"));
        hop.await("web-1", SOON);

        boolean answers = hop.answers(SOON);

        assertThat(answers).isTrue();
        assertThat(db.exec("ss", "-Htn", "state", "established")).contains(web.address6());
    }

    @Test
    void theMachineAndTheHostsReachAPageAtTheControlNode() {
        Node control = lab.control();
        String server = System.getProperty("java.home") + "/bin/jwebserver";
        String knock = "exec 3<>/dev/tcp/" + control.address4()
                + "/8080 && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3";

        control.start(server, "-b", control.address4(), "-p", "8080", "-d", "/usr/share/doc")
                .await("http://" + control.address4() + ":8080/", SOON);

        assertThat(Command.of("bash", "-c", knock).check()).contains("200 OK");
        assertThat(web.exec("bash", "-c", knock)).contains("200 OK");
    }
}
