package io.hangup.agent.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupCleanupTest {
    @TempDir
    Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void isOffWhereNothingSpeaksOfIt() throws IOException {
        assertThat(new CgroupCleanup(root).of("sshd")).isEmpty();
        file("etc/rc.conf", "rc_parallel=\"NO\"\n");
        file("etc/conf.d/sshd", "");
        file("etc/init.d/sshd", "#!/sbin/openrc-run\ncommand=/usr/sbin/sshd\n");

        assertThat(new CgroupCleanup(root).of("sshd")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#rc_cgroup_cleanup=\"yes\"",
                "  # rc_cgroup_cleanup=yes",
                "rc_cgroup_cleanup=\"NO\"",
                "rc_cgroup_cleanup=no # as it is by default",
                "export rc_cgroup_cleanup='off'",
                "rc_cgroup_cleanup=",
            })
    void isOffWhereItIsTurnedOff(String line) throws IOException {
        file("etc/rc.conf", "a=b\n" + line + "\n");

        assertThat(new CgroupCleanup(root).of("sshd")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rc_cgroup_cleanup=\"yes\"",
                "rc_cgroup_cleanup=1",
                "[ -e /etc/hard ] && rc_cgroup_cleanup=yes",
                "rc_cgroup_cleanup=no; rc_cgroup_cleanup=yes",
                "rc_cgroup_cleanup=\"$hard\"",
                ": ${rc_cgroup_cleanup:=yes}",
                "rc_cgroup_cleanup=no\"\"t",
            })
    void mayBeOn(String line) throws IOException {
        file("etc/rc.conf", "a=b\n" + line + "\n");

        assertThat(new CgroupCleanup(root).of("sshd")).contains("/etc/rc.conf line 2 may turn on rc_cgroup_cleanup");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "etc/conf.d/sshd",
                "etc/conf.d/sshd.default",
                "etc/conf.d/sshd.inner",
                "etc/rc.conf.d/90-hard.conf",
                "etc/init.d/sshd.inner",
            })
    void isLookedForWhereverOpenRcReads(String path) throws IOException {
        file(path, "rc_cgroup_cleanup=yes\n");

        assertThat(new CgroupCleanup(root).of("sshd.inner")).isPresent();
        assertThat(new CgroupCleanup(root).of("cron").isPresent()).isEqualTo(path.contains("rc.conf.d"));
    }

    @Test
    void mayBeOnWhereTheSettingsCantBeRead() throws IOException {
        Files.createDirectories(root.resolve("etc/conf.d/sshd"));

        assertThat(new CgroupCleanup(root).of("sshd")).get().asString().contains("can't be read");
    }
}
