package io.hangup.trials.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Numbers of labs, in a temporary folder of the test's own.
class ClaimTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TAKERS = 4;
    private static final int EACH = 40;

    @TempDir
    private Path folder;

    private final List<Running> takers = new ArrayList<>();

    @AfterEach
    void end() {
        takers.forEach(Running::close);
    }

    @Test
    void processesThatTakeNumbersAtTheSameTimeNeverGetTheSame() throws IOException {
        for (int i = 0; i < TAKERS; i++) {
            saying(taker(EACH), "swept ");
        }
        start();
        takers.forEach(taker -> saying(taker, "done"));

        List<String> numbers = takers.stream()
                .flatMap(taker -> taker.said().text().lines())
                .filter(line -> line.startsWith("took "))
                .toList();
        assertThat(numbers).hasSize(TAKERS * EACH).doesNotHaveDuplicates();
    }

    @Test
    void whatAKilledProcessHalfMadeIsSwept() throws IOException {
        Path labs = Files.createDirectory(folder.resolve("hangup-labs"));
        Files.createDirectory(labs.resolve("1"));
        Files.createFile(Files.createDirectory(labs.resolve("2")).resolve("owner"));
        // Pid 1 runs, but not since then.
        Files.writeString(Files.createDirectory(labs.resolve("3")).resolve("owner"), "1 12345678901");

        Running taker = taker(0);

        assertThat(saying(taker, "swept ")).contains("swept [1, 2, 3]");
    }

    private void start() throws IOException {
        Files.createFile(folder.resolve("start"));
    }

    private static String saying(Running taker, String word) {
        boolean said = Patience.within(
                SOON, () -> taker.said().text().contains(word) || taker.exit().isPresent());
        assertThat(said).isTrue();
        assertThat(taker.said().text()).contains(word);
        return taker.said().text();
    }

    private Running taker(int numbers) {
        Running taker = Running.start(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                ClaimTaker.class.getName(),
                folder.resolve("start").toString(),
                Integer.toString(numbers)));
        takers.add(taker);
        return taker;
    }
}
