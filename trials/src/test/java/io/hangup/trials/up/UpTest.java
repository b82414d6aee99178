package io.hangup.trials.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Broker and controller as child processes of the real command, from the jars that this build made.
class UpTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private int port;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void choosePorts() throws IOException {
        boolean free = false;
        while (!free) {
            try (var page = new ServerSocket(0);
                    var kafka = new ServerSocket(page.getLocalPort() + 1)) {
                port = page.getLocalPort();
                free = kafka.isBound();
            } catch (IOException e) {
                free = false;
            }
        }
    }

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void endsItsChildrenInOrderAndThenItself() throws Exception {
        Process up = up();
        List<ProcessHandle> children = up.children().toList();

        up.destroy();

        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(143);
        assertThat(children).hasSize(2).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void leavesNoChildBehindEvenWhenItIsKilled() throws Exception {
        Process up = up();
        List<ProcessHandle> children = up.children().toList();

        up.destroyForcibly();

        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(children).hasSize(2);
    }

    @Test
    void bringsBackAChildThatBreaks() throws Exception {
        Process up = up();
        ProcessHandle controller = child(up, "controller");

        controller.destroyForcibly();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(said("err")).contains("controller ready again"));
        assertThat(hangup("check").exitValue()).isEqualTo(7);
        assertThat(said("err")).contains("the controller ended with 137");
    }

    @Test
    void refusesASecondOneOnTheSameState() throws Exception {
        up();

        Process second = start("second", "up", "--no-agent", "--state", state(), "--port", Integer.toString(port));

        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("second.err"))).contains("another hangup up (pid ");
    }

    private Process up() throws Exception {
        Process up = start("up", "up", "--no-agent", "--state", state(), "--port", Integer.toString(port));
        await().atMost(PATIENCE).until(() -> said("out").contains("Hangup is up") || !up.isAlive());
        assertThat(up.isAlive()).as(said("err")).isTrue();
        return up;
    }

    private Process hangup(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", "http://127.0.0.1:" + port));
        Process process = start("asked", all.toArray(String[]::new));
        process.waitFor();
        return process;
    }

    private Process start(String name, String... arguments) throws IOException {
        Path target = HOME.resolve("cli").resolve("target");
        Path jar;
        try (var jars = Files.newDirectoryStream(target, "hangup-cli-*.jar")) {
            jar = jars.iterator().next();
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jar + ":" + target.resolve("lib").resolve("*"),
                "io.hangup.cli.Main"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().put("HANGUP_HOME", HOME.toString());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private String state() {
        return folder.resolve("state").toString();
    }

    private String said(String stream) throws IOException {
        return Files.readString(folder.resolve("up." + stream));
    }

    private static ProcessHandle child(Process up, String part) {
        return up.children()
                .filter(child -> child.info().commandLine().orElse("").contains("io.hangup." + part + ".Main"))
                .findFirst()
                .orElseThrow();
    }
}
