package io.hangup.cli.machine;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The children of one `hangup up`: started one after the other, brought back when one of them breaks, ended in the
/// opposite order.
///
/// Everything but [#stop] must run on one thread that lives as long as the machine: the kernel ends the children when
/// the *thread* that started them ends.
public final class Machine {
    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int RESTARTS = 3;
    private static final long LOOK_MILLIS = 200;

    private final Path home;
    private final Path logs;
    private final InstantSource time;
    private final Consumer<String> say;
    private final List<Child> children = new ArrayList<>();
    private final List<Instant> restarts = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /// @param say told each turn of events, a sentence each
    Machine(Path home, Path logs, InstantSource time, Consumer<String> say) {
        this.home = home;
        this.logs = logs;
        this.time = time;
        this.say = say;
    }

    /// Starts a part and waits until it is ready.
    ///
    /// @return what it said when it was
    String start(Part part) throws Failure, InterruptedException {
        long begun = System.nanoTime();
        String ready = started(part, children.size()).awaitReady(READY);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        say.accept(part.name() + " ready after " + millis / 1_000 + "." + millis % 1_000 / 100 + " s");
        return ready;
    }

    /// Returns when [#stop] was called.
    ///
    /// @throws Failure when a child broke too often
    public void watch() throws Failure, InterruptedException {
        while (!stopping.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            for (int i = 0; i < children.size(); i++) {
                Child child = children.get(i);
                if (!child.alive() && stopping.getCount() > 0) {
                    revive(child, i);
                }
            }
        }
    }

    /// Ends all children, the last one first, and returns when they are gone. May be called twice and from any thread.
    public void stop() throws InterruptedException {
        List<Child> ending;
        synchronized (children) {
            if (stopping.getCount() == 0) {
                ending = List.of();
            } else {
                stopping.countDown();
                ending = List.copyOf(children).reversed();
            }
        }
        for (Child child : ending) {
            child.stop(STOP);
        }
        if (!ending.isEmpty() || children.isEmpty()) {
            stopped.countDown();
        }
        stopped.await();
    }

    private void revive(Child dead, int place) throws Failure, InterruptedException {
        Instant now = time.instant();
        restarts.removeIf(at -> at.isBefore(now.minus(REMEMBERED)));
        Failure obituary = dead.obituary();
        if (restarts.size() >= RESTARTS) {
            throw new Failure(obituary.exit(), "once too often: " + obituary.sentence(), obituary.more());
        }
        say.accept(obituary.sentence());
        obituary.more().forEach(line -> say.accept("  " + line));
        restarts.add(now);
        if (!stopping.await(1L << (restarts.size() - 1), TimeUnit.SECONDS)) {
            say.accept("starting the " + dead.part().name() + " again");
            started(dead.part(), place).awaitReady(READY);
            say.accept(dead.part().name() + " ready again");
        }
    }

    private Child started(Part part, int place) throws Failure {
        synchronized (children) {
            if (stopping.getCount() == 0) {
                throw new Failure(Exit.ERROR, "stopped while starting");
            }
            Child child = Child.start(part, home, logs);
            if (place < children.size()) {
                children.set(place, child);
            } else {
                children.add(child);
            }
            return child;
        }
    }
}
