package io.hangup.agent.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.policy.Restart;
import io.hangup.agent.policy.Supervisor;
import io.hangup.agent.restart.Supervision.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trees as captured on hosts where each of these ran sshd, put together anew in a folder.
class SearchTest {
    private static final int SSHD = 812;

    @TempDir
    Path root;

    private Restart way = new Restart("ssh", Optional.empty());

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void sshd(int parent, String cgroup) throws IOException {
        file("proc/812/stat", "812 (sshd) S " + parent + " 812 812 0 -1 4194560 1093 0 12 0 1 0 0 0 20 0 1 0 45 1 1");
        file("proc/812/cgroup", cgroup);
    }

    private void parent(int pid, String name, int uid, String commandLine) throws IOException {
        file("proc/" + pid + "/comm", name + "\n");
        file("proc/" + pid + "/status", "Name:\t" + name + "\nUmask:\t0022\nUid:\t" + uid + "\t0\t0\t0\n");
        file("proc/" + pid + "/stat", pid + " (" + name + ") S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 33 1 1");
        file("proc/" + pid + "/cmdline", commandLine);
        program(pid, Path.of("/usr/bin/env"));
    }

    private void program(int pid, Path program) throws IOException {
        Path link = root.resolve("proc/" + pid + "/exe");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, program);
    }

    private void systemd() throws IOException {
        Files.createDirectories(root.resolve("run/systemd/system"));
    }

    private Supervision found() {
        return switch (new Search(root).of(SSHD, way)) {
            case Found.By(Supervision supervision) -> supervision;
            case Found.Nothing(String why) -> throw new AssertionError(why);
        };
    }

    private String nothing() {
        return switch (new Search(root).of(SSHD, way)) {
            case Found.By(Supervision supervision) -> throw new AssertionError("found " + supervision);
            case Found.Nothing(String why) -> why;
        };
    }

    @Test
    void findsTheUnitOfSystemdByTheCgroup() throws IOException {
        systemd();
        sshd(1, "0::/system.slice/ssh.service\n");

        assertThat(found()).isEqualTo(Supervision.of(Supervisor.SYSTEMD, "ssh.service"));
        assertThat(found().order(new Restart("ssh.service", Optional.empty())))
                .containsExactly("systemctl", "--no-ask-password", "restart", "--", "ssh.service");
    }

    @Test
    void readsTheOldCgroupsToo() throws IOException {
        systemd();
        sshd(1, "11:memory:/\n5:pids:/\n1:name=systemd:/system.slice/ssh.service\n0::/\n");

        assertThat(found()).isEqualTo(Supervision.of(Supervisor.SYSTEMD, "ssh.service"));
    }

    @Test
    void takesWhatIsInALoginsScopeForStartedByHand() throws IOException {
        systemd();
        sshd(1, "0::/user.slice/user-0.slice/session-3.scope\n");

        assertThat(nothing()).contains("session-3.scope", "by hand");
    }

    @Test
    void takesAUsersOwnServiceForNoneOfTheSystem() throws IOException {
        systemd();
        sshd(1, "0::/user.slice/user-1000.slice/user@1000.service/app.slice/ssh.service\n");

        assertThat(nothing()).contains("no service of systemd");
    }

    @Test
    void findsSupervisordByTheParentAndItsSettings() throws IOException {
        systemd();
        sshd(77, "0::/system.slice/supervisor.service\n");
        parent(77, "supervisord", 0, "/usr/bin/python3\0/usr/bin/supervisord\0-n\0-c\0/etc/passwd\0");

        way = new Restart("sshd", Optional.of(Supervisor.SUPERVISORD));

        assertThat(found().manager()).isEqualTo(Supervisor.SUPERVISORD);
        assertThat(found().otherThan(way)).isEmpty();
        assertThat(found().question(way)).contains(List.of("supervisorctl", "-c", "/etc/passwd", "pid", "sshd"));
        assertThat(found().order(way)).containsExactly("supervisorctl", "-c", "/etc/passwd", "restart", "sshd");
    }

    @Test
    void findsRunitAndS6ByTheParentsFolder() throws IOException {
        sshd(41, "0::/\n");
        parent(41, "runsv", 0, "runsv\0sshd\0");
        Files.createSymbolicLink(root.resolve("proc/41/cwd"), Path.of("/etc/sv/sshd"));

        assertThat(found()).isEqualTo(Supervision.in(Supervisor.RUNIT, Path.of("/etc/sv/sshd")));
        assertThat(found().order(new Restart("sshd", Optional.empty())))
                .containsExactly("sv", "-w", "15", "restart", "/etc/sv/sshd");

        parent(41, "s6-supervise", 0, "s6-supervise\0sshd\0");

        assertThat(found().order(new Restart("sshd", Optional.empty())))
                .containsExactly("s6-svc", "-wr", "-T", "15000", "-r", "/etc/sv/sshd");
    }

    @Test
    void believesNoSupervisorThatIsNotRoots() throws IOException {
        sshd(41, "0::/\n");
        parent(41, "runsv", 1007, "runsv\0sshd\0");
        Files.createSymbolicLink(root.resolve("proc/41/cwd"), Path.of("/home/mallory/sshd"));

        assertThat(nothing()).contains("nothing that Hangup knows");
    }

    @Test
    void believesNoNameThatForgesALineOfTheKernels() throws IOException {
        sshd(41, "0::/\n");
        parent(41, "supervisord", 1007, "supervisord\0-c\0/etc/passwd\0");
        file("proc/41/status", "Name:\t\rUid:\t0\t0\t0\t0\r\nUid:\t1007\t1007\t1007\t1007\n");
        file("proc/41/comm", "supervisord\n");

        assertThat(nothing()).contains("nothing that Hangup knows");
    }

    @Test
    void believesNoSupervisorWhoseProgramIsAnothersThanRoots() throws IOException {
        sshd(41, "0::/\n");
        parent(41, "runsv", 0, "runsv\0sshd\0");
        Files.createSymbolicLink(root.resolve("proc/41/cwd"), Path.of("/etc/sv/sshd"));
        Path own = Files.createFile(root.resolve("runsv"));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
        program(41, own);

        assertThat(nothing()).contains("process 41 is called runsv", "not root's alone", own.toString());
    }

    @Test
    void takesNoSettingsOfSupervisordThatOthersCanWrite() throws IOException {
        sshd(41, "0::/\n");
        Path own = Files.createFile(root.resolve("evil.conf"));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-rw-rw-"));
        parent(41, "supervisord", 0, "supervisord\0-c\0" + own + "\0");

        assertThat(nothing()).contains("settings of supervisord are not root's alone", own.toString());
    }

    @Test
    void looksAtThePoliciesUnitFirst() throws IOException {
        sshd(1, "0::/\n");
        file("run/openrc/softlevel", "default\n");
        for (String service : List.of("another", "doorway", "zz")) {
            file("run/openrc/started/" + service, "");
            file("run/openrc/daemons/" + service + "/001", "pidfile=/run/sshd.pid\n");
        }
        file("run/sshd.pid", "812\n");

        for (String service : List.of("another", "doorway", "zz")) {
            way = new Restart(service, Optional.empty());
            assertThat(found()).isEqualTo(Supervision.of(Supervisor.OPENRC, service));
        }
    }

    @Test
    void findsWhoElseIsInTheUnitsCgroup() throws IOException {
        systemd();
        sshd(1, "0::/system.slice/ssh.service\n");
        file("proc/900/cgroup", "0::/system.slice/ssh.service\n");
        file("proc/901/cgroup", "0::/system.slice/ssh.service/below\n");
        file("proc/902/cgroup", "0::/system.slice/ssh.service2\n");
        file("proc/903/cgroup", "0::/user.slice/user-0.slice/session-3.scope\n");

        assertThat(new Search(root).beside(SSHD)).containsExactlyInAnyOrder(900, 901);
    }

    @Test
    void findsOpenrcByThePidFileOfAServiceThatItStarted() throws IOException {
        sshd(1, "0::/\n");
        file("run/openrc/softlevel", "default\n");
        file("run/openrc/started/cron", "");
        file("run/openrc/started/sshd", "");
        file("run/openrc/daemons/cron/001", "exec=/usr/sbin/cron\npidfile=/run/crond.pid\n");
        file("run/openrc/daemons/sshd/001", "exec=/usr/sbin/sshd\npidfile=/run/sshd.pid\n");
        file("run/crond.pid", "99\n");
        file("run/sshd.pid", "812\n");

        assertThat(found()).isEqualTo(Supervision.of(Supervisor.OPENRC, "sshd"));
    }

    @Test
    void findsOpenrcOnDebianByWhatItsScriptSays() throws IOException {
        sshd(1, "0::/\n");
        file("run/openrc/softlevel", "default\n");
        file("run/openrc/started/doorway", "");
        file("run/openrc/options/doorway/pidfile", "/run/doorway.pid");
        file("run/doorway.pid", "812\n");

        assertThat(found()).isEqualTo(Supervision.of(Supervisor.OPENRC, "doorway"));
    }

    @Test
    void findsOpenrcWithDebiansInitScript() throws IOException {
        sshd(1, "0::/\n");
        file("run/openrc/softlevel", "default\n");
        file("etc/init.d/ssh", "#!/bin/sh\n");
        file("run/sshd.pid", "812\n");

        assertThat(found().order(new Restart("ssh", Optional.empty()))).containsExactly("rc-service", "ssh", "restart");
    }

    @Test
    void guessesNothingFromWhatIsOnlyInstalled() throws IOException {
        sshd(1, "0::/\n");
        file("run/openrc/softlevel", "default\n");
        file("etc/init.d/ssh", "#!/bin/sh\n");
        file("run/sshd.pid", "813\n");
        file("etc/sv/ssh/run", "#!/bin/sh\n");

        assertThat(nothing()).contains("neither systemd, supervisord, OpenRC, runit nor s6");
    }

    @Test
    void saysThatTheProcessHasEnded() {
        assertThat(nothing()).isEqualTo("process 812 has ended");
    }

    @Test
    void saysWhatRunsItWhereThePolicyNamesAnother() {
        var supervision = Supervision.of(Supervisor.SYSTEMD, "ssh.service");

        assertThat(supervision.otherThan(new Restart("ssh.service", Optional.of(Supervisor.SYSTEMD))))
                .isEmpty();
        assertThat(supervision.otherThan(new Restart("sshd.service", Optional.empty())))
                .hasValueSatisfying(why -> assertThat(why).contains("runs as ssh.service of systemd", "sshd.service"));
        assertThat(supervision.otherThan(new Restart("ssh.service", Optional.of(Supervisor.RUNIT))))
                .hasValueSatisfying(why -> assertThat(why).contains("run by systemd", "says runit"));
    }

    @Test
    void takesAServicesFolderForItsName() throws IOException {
        Path service = Files.createDirectories(root.resolve("sv/sshd"));
        Files.createSymbolicLink(root.resolve("service"), service);
        var supervision = Supervision.in(Supervisor.RUNIT, service);

        assertThat(supervision.otherThan(new Restart(root.resolve("service").toString(), Optional.empty())))
                .isEmpty();
        assertThat(supervision.otherThan(new Restart("/etc/sv/another", Optional.empty())))
                .isPresent();
    }
}
