package io.hangup.agent;

import io.hangup.agent.config.AgentConfig;
import io.hangup.protocol.config.Every;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.HostKey;
import io.hangup.protocol.wire.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A whole agent of this machine on a thread of its own.
public final class RunningAgent implements AutoCloseable {
    public static final HostId HOST = new HostId("test-host");

    /// What its records are sealed with.
    public static final HostKey OWN = FleetSecret.generate().key(HOST);

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread thread;
    private volatile Runnable wake = () -> {};

    private RunningAgent(AgentConfig config) {
        thread = Thread.ofPlatform().name("agent").start(() -> run(config));
    }

    private void run(AgentConfig config) {
        try (var agent = new AgentWiring(config, OWN, ready::countDown)) {
            wake = agent.cycle()::wake;
            while (!stopping.get()) {
                agent.cycle().turn();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts one that trusts `key` and keeps its state in `folder`.
    public static RunningAgent start(String bootstrap, String prefix, Path folder, SigningKey key) throws IOException {
        return start(bootstrap, prefix, folder, key, Optional.empty());
    }

    /// @param executor who acts for it, if it does not itself
    static RunningAgent start(
            String bootstrap, String prefix, Path folder, SigningKey key, Optional<AgentConfig.Executor> executor)
            throws IOException {
        Path keys = Files.writeString(
                folder.resolve("trusted-keys.pem"), key.trusted().pem());
        return new RunningAgent(new AgentConfig(
                HOST,
                new AgentConfig.Kafka(bootstrap, prefix),
                folder.resolve("state"),
                folder.resolve("run"),
                keys,
                folder.resolve("operator-keys.pem"),
                folder.resolve("unused"),
                executor,
                folder.resolve("policy.yaml"),
                Map.of("env", "test"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(15),
                Duration.ofSeconds(2),
                Every.of(Duration.ofMinutes(1)),
                Every.of(Duration.ofHours(1)),
                AgentConfig.Probing.ON,
                Duration.ofMinutes(10),
                Duration.ofMinutes(2)));
    }

    public boolean awaitReady() throws InterruptedException {
        return ready.await(40, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        stopping.set(true);
        wake.run();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
