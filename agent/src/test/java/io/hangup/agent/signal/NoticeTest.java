package io.hangup.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Hand.Gripped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a real terminal, which script(1) makes.
class NoticeTest {
    @TempDir
    private Path folder;

    private final Hand hand = new PidfdHand();
    private Process script;
    private Grip leader;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs script(1)");
        script = new ProcessBuilder("script", "-qfec", "exec sleep 1000", "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("seen").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(this::sleeps);
        int pid = Math.toIntExact(script.children().findFirst().orElseThrow().pid());
        leader = switch (hand.grip(pid)) {
            case Gripped.Held(Grip grip) -> grip;
            case Gripped.Missed(String why, var _) -> throw new AssertionError(why);
        };
        assertThat(leader.bond().terminal()).isNotZero();
    }

    private boolean sleeps() {
        return script.children().anyMatch(p -> p.info().command().orElse("").endsWith("/sleep"));
    }

    @AfterEach
    void stop() {
        leader.close();
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly().onExit().join();
    }

    private Optional<String> tell(String text) {
        return hand.tell(leader, leader.process(), text);
    }

    private Path device() {
        return Path.of("/dev/pts/" + (leader.bond().terminal() & 0xff));
    }

    private String seen() throws IOException {
        return Files.readString(folder.resolve("seen"));
    }

    @Test
    void writesOnTheTerminalOfTheSessionAndLeavesNoTraceOfItsTime() throws Exception {
        Instant before = Instant.ofEpochSecond(1_000_000_000);
        Files.setLastModifiedTime(device(), FileTime.from(before));

        Optional<String> failed = tell("*** told\r\n");

        assertThat(failed).isEmpty();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> seen().contains("*** told"));
        assertThat(Files.getLastModifiedTime(device()).toInstant()).isEqualTo(before);
    }

    @Test
    void doesNotWaitForATerminalThatIsStopped() throws Exception {
        script.getOutputStream().write(0x13);
        script.getOutputStream().flush();

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> tell("*** told\r\n")
                        .filter(why -> why.contains("stopped (^S) or full"))
                        .isPresent());

        assertThat(leader.exited()).isFalse();
    }

    @Test
    void passesOverRefusedMessagesAsRoot() throws Exception {
        assertThat(new ProcessBuilder("chmod", "600", device().toString())
                        .start()
                        .waitFor())
                .isZero();

        Optional<String> failed = tell("*** told\r\n");

        assertThat(failed).isEmpty();
    }

    @Test
    void opensNothingButTheSessionsOwnTerminal() throws IOException {
        Path pts = Files.createDirectories(folder.resolve("dev/pts"));
        int number = leader.bond().terminal() & 0xff;
        int other = number + 1;
        Path file = Files.writeString(pts.resolve("" + number), "");
        Files.createSymbolicLink(pts.resolve("" + other), Path.of("/dev/null"));

        Optional<String> aFile = Notice.write(folder, leader.bond().terminal(), "x", () -> true);
        Optional<String> aDevice = Notice.write(folder, leader.bond().terminal() + 1, "x", () -> true);

        assertThat(aFile).contains("pts/" + number + " is another file than the session's terminal");
        assertThat(aDevice).contains("pts/" + other + " is another file than the session's terminal");
        assertThat(file).isEmptyFile();
    }

    @Test
    void writesNothingOnceTheSessionHasLeftItsTerminal() throws IOException {
        Optional<String> left = Notice.write(Path.of("/"), leader.bond().terminal(), "*** told\r\n", () -> false);

        assertThat(left).isPresent();
        assertThat(seen()).doesNotContain("told");
    }

    @Test
    void writesOnNoTerminalThatIsNone() {
        assertThat(Notice.write(Path.of("/"), 0, "x", () -> true)).contains("it is at no pseudo-terminal");
    }
}
