package io.hangup.agent.handover;

import io.hangup.agent.loop.Clock;
import io.hangup.protocol.snapshot.Blindspot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A service on a thread of its own, as an executor's process has one.
final class ServedExecutor implements AutoCloseable {
    private final Service service;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Thread thread;

    private ServedExecutor(Service service) {
        this.service = service;
        thread = Thread.ofPlatform().name("service").unstarted(this::run);
        // Tests let it die of what is thrown.
        thread.setUncaughtExceptionHandler((_, _) -> {});
    }

    static ServedExecutor start(
            Path socket,
            ScriptedExecutor executor,
            List<Blindspot> limits,
            Optional<Duration> idle,
            UserPrincipal admitted)
            throws IOException {
        var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        door.bind(UnixDomainSocketAddress.of(socket));
        var ports = new Service.Ports(
                executor,
                List::of,
                () -> limits,
                most -> executor.retries = most,
                new MonotonicClock(System.nanoTime()));
        var served = new ServedExecutor(new Service(door, new Gate(List.of(admitted)), ports, idle));
        served.thread.start();
        return served;
    }

    boolean running() {
        return thread.isAlive();
    }

    private void run() {
        try (service) {
            while (!stopping.get() && !service.over()) {
                service.turn();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stopping.set(true);
        if (thread.isAlive()) {
            service.wake();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record MonotonicClock(long start) implements Clock {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Duration running() {
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }
}
