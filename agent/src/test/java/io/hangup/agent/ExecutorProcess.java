package io.hangup.agent;

import io.hangup.agent.config.AgentConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// The executor as it is installed: a JVM of its own, which can be killed.
final class ExecutorProcess implements AutoCloseable {
    private final Path folder;
    private int starts;
    private @Nullable Process process;

    ExecutorProcess(Path folder) {
        this.folder = folder;
    }

    /// How an agent finds it.
    AgentConfig.Executor config() {
        return new AgentConfig.Executor(
                folder.resolve("socket"),
                folder.resolve("executor"),
                folder.resolve("executor-run"),
                folder.resolve("restarted"));
    }

    /// Starts it and waits until it serves.
    void start() throws IOException {
        Path settings = Files.writeString(folder.resolve("executor.yaml"), """
                host: %s
                kafka: {bootstrap: "nowhere:1"}
                executor: {socket: %s, stateDir: %s, runDir: %s, restartDir: %s}
                trustedKeys: %s
                policy: %s
                """.formatted(
                        RunningAgent.HOST,
                        config().socket(),
                        config().stateDir(),
                        config().runDir(),
                        config().restartDir(),
                        folder.resolve("trusted-keys.pem"),
                        folder.resolve("policy.yaml")));
        Path log = folder.resolve("executor-" + ++starts + ".log");
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(
                List.of("@jvm.options", "-cp", System.getProperty("java.class.path"), ExecutorMain.class.getName()));
        line.addAll(List.of(
                "--config", settings.toString(), "--socket", config().socket().toString()));
        Process started = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process = started;
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !started.isAlive() || Files.readString(log).contains("serving " + RunningAgent.HOST));
        if (!started.isAlive()) {
            throw new IOException("the executor ended: " + Files.readString(log));
        }
    }

    /// As `kill -9` does.
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
