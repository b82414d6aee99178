package io.hangup.agent.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelianceTest {
    private static final int ALICE = 1_000;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writtenByRoot() throws IOException {
        assumeTrue(PolicyBook.self() == 0, "only root can give a file away");
        file = Files.writeString(folder.resolve("policy.yaml"), "allow: [probe]\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    @Test
    void isGivenToWhatIsRootsWhoeverAsks() {
        Reliance reliance = Reliance.on(file, ALICE);

        assertThat(reliance.problems()).isEmpty();
        assertThat(reliance.whole().orElseThrow()).contains("allow");
    }

    @Test
    void isNotGivenToAFileOfWhoAsks() throws IOException {
        Files.setAttribute(file, "unix:uid", ALICE);

        Reliance reliance = Reliance.on(file, ALICE);

        assertThat(reliance.problems()).hasSize(2);
        assertThat(reliance.problems().getFirst()).contains("belongs to uid 1000; run: chown root " + file);
        assertThat(reliance.problems().getLast()).startsWith("only an agent that uid 1000 runs");
        assertThat(reliance.whole()).isEmpty();
    }

    @Test
    void saysNothingOfOtherAgentsWhereTheFileIsWrong() throws IOException {
        Files.writeString(file, "alow: [probe]\n");

        assertThat(Reliance.on(file, ALICE).problems()).hasSize(1);
    }

    @Test
    void isNotGivenToAFileThatIsNotThere() {
        Path none = folder.resolve("none.yaml");

        assertThat(Reliance.on(none, ALICE).problems()).containsExactly(none + ": does not exist; name another file");
    }
}
