package io.hangup.trials.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hangup.trials.lab.Command;
import io.hangup.trials.stage.Built;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much the units leave to whoever takes a part over, as systemd reckons it: 0.0 is nothing, 10.0 all.
class UnitsTest {
    private static final Path UNITS = Built.here().home().resolve("deploy/systemd");

    /// @param most tenths
    @ParameterizedTest
    @CsvSource({
        "hangup-agent, '', 16",
        "hangup-executor, '', 10",
        "hangup-executor, probe.conf, 12",
        "hangup-executor, destroy.conf, 12",
        "hangup-executor, probe.conf destroy.conf, 14",
        "hangup-restart-sshd, '', 21"
    })
    void aUnitIsExposedNoMoreThanThis(String unit, String dropIns, int most, @TempDir Path folder) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "needs systemd-analyze");
        String whole = Files.readString(UNITS.resolve(unit + ".service"));
        for (String dropIn : dropIns.isEmpty() ? new String[0] : dropIns.split(" ", -1)) {
            // What is said once more is added, whether in a drop-in or below.
            whole += "\n" + Files.readString(UNITS.resolve(unit + ".service.d").resolve(dropIn));
        }
        Path alone = Files.writeString(folder.resolve(unit + ".service"), whole);

        Command.Ended ended = Command.of(
                        "systemd-analyze",
                        "security",
                        "--no-pager",
                        "--offline=true",
                        "--threshold=" + most,
                        alone.toString())
                .run();

        assertThat(ended.good()).as(ended.out() + ended.err()).isTrue();
    }

    @Test
    void onlyTheExecutorCanEndAProcessAndOnlyTheAgentHasANetwork() throws IOException {
        String agent = Files.readString(UNITS.resolve("hangup-agent.service"));
        String executor = Files.readString(UNITS.resolve("hangup-executor.service"));

        assertThat(agent).doesNotContain("CAP_KILL").contains("AF_INET");
        assertThat(Stream.of(agent, executor))
                .allSatisfy(unit -> assertThat(unit).containsPattern("SystemCallFilter=~.*process_vm_writev.*@aio"));
        assertThat(executor).contains("CAP_KILL", "PrivateNetwork=yes", "RestrictAddressFamilies=none");
    }
}
