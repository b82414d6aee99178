package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent with fewer rights than it needs, on a real host: it may know less, and says so; it must not be wrong.
class FewRightsTest {
    /// An agent's process keeps no more than its own user may do.
    private static final List<String> POWERLESS = List.of(
            "setpriv", "--regid", "65534", "--clear-groups", "--bounding-set", "-all", "--inh-caps", "-all", "--");

    @TempDir
    Path folder;

    @Test
    void sharesWhatItCannotSeeWithoutCapabilities() throws Exception {
        List<String> seen = look(POWERLESS);

        assertThat(seen).contains("blind OWNERS");
        assertNothingWrong(seen);
    }

    @Test
    void saysThatProcessesAreHidden() throws Exception {
        List<String> hidden = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
        hidden.addAll(List.of("sh", "-c", "mount -t proc -o hidepid=2 proc /proc && exec \"$@\"", "sh"));
        hidden.addAll(POWERLESS);

        List<String> seen = look(hidden);

        assertThat(seen).contains("blind PROCESSES");
        assertNothingWrong(seen);
    }

    @Test
    void saysThatServersAreInAnotherPidNamespace() throws Exception {
        List<String> seen = look(List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc"));

        assertThat(seen).noneMatch(line -> line.contains("AUTHENTICATED"));
        assertNothingWrong(seen);
    }

    private static void assertNothingWrong(List<String> seen) {
        assertThat(seen)
                .filteredOn(line -> line.startsWith("connection"))
                .allMatch(line -> line.contains("holders 0 forwards 0 unread false blocked false"))
                .noneMatch(line -> line.contains("AUTHENTICATED sessions 0"));
        assertThat(seen).noneMatch(line -> line.startsWith("orphan"));
    }

    /// What such an agent sees of a host with a shell at its prompt.
    private List<String> look(List<String> rights) throws IOException, InterruptedException {
        List.of("setpriv", "unshare").forEach(tool -> assumeTrue(Files.isExecutable(Path.of("/usr/bin", tool)), tool));
        try (OwnSshd sshd = OwnSshd.start();
                LinuxProbe probe = LinuxProbe.open(ProbeSettings.defaults("test"))) {
            await().atMost(Duration.ofSeconds(30))
                    .pollInSameThread()
                    .until(() -> probe.look(Instant.now()).listeners().stream()
                            .anyMatch(listener -> listener.address().port() == sshd.port));
            sshd.ssh(OwnSshd.USER, "-tt");
            await().atMost(Duration.ofSeconds(30))
                    .pollInSameThread()
                    .until(() -> probe.look(Instant.now()).connections().stream()
                            .anyMatch(c -> c.local().port() == sshd.port
                                    && c.sessions().size() == 1));
            Path answer = folder.resolve("seen");
            List<String> command = new ArrayList<>(rights);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BluntLook.class.getName(),
                    answer.toString(),
                    Integer.toString(sshd.port)));
            Process agent = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            assertThat(agent.waitFor())
                    .as(Files.readString(folder.resolve("log")))
                    .isZero();
            return Files.readAllLines(answer);
        }
    }
}
