package io.hangup.agent;

import io.hangup.protocol.wire.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// The agent as it is installed: a JVM of its own, which can be killed.
final class AgentProcess implements AutoCloseable {
    private final Path folder;
    private final Path config;
    private int starts;
    private @Nullable Process process;

    /// One that trusts `key`, keeps its state in `folder` and goes by the policy there.
    AgentProcess(String bootstrap, String prefix, Path folder, SigningKey key) throws IOException {
        this.folder = folder;
        Path keys = Files.writeString(
                folder.resolve("trusted-keys.pem"), key.trusted().pem());
        Path own = folder.resolve("host.key");
        RunningAgent.OWN.save(own);
        config = Files.writeString(folder.resolve("agent.yaml"), """
                host: %s
                kafka: {bootstrap: "%s", prefix: %s}
                stateDir: %s
                runDir: %s
                hostKey: %s
                trustedKeys: %s
                policy: %s
                scanEvery: 1s
                mergeEvery: 5s
                """.formatted(
                        RunningAgent.HOST,
                        bootstrap,
                        prefix,
                        folder.resolve("state"),
                        folder.resolve("run"),
                        own,
                        keys,
                        folder.resolve("policy.yaml")));
    }

    /// Starts it and waits until its first snapshot is safe in Kafka.
    void start() throws IOException {
        Path log = folder.resolve("agent-" + ++starts + ".log");
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(List.of("@jvm.options", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        line.addAll(List.of("--config", config.toString()));
        Process started = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process = started;
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !started.isAlive() || Files.readString(log).contains("ready " + RunningAgent.HOST));
        if (!started.isAlive()) {
            throw new IOException("the agent ended: " + Files.readString(log));
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
