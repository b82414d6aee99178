package io.hangup.agent.errand;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// One thread that does what can take seconds: asking a listener, running a program. It exists only while there is
/// something to do. Each errand bounds its own time.
public final class Errands implements AutoCloseable {
    /// At most so many wait.
    static final int MOST_WAITING = 32;

    private static final Logger LOG = System.getLogger(Errands.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(2);

    private final ThreadPoolExecutor runner = new ThreadPoolExecutor(
            1,
            1,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("errands").factory());

    public Errands() {
        runner.allowCoreThreadTimeOut(true);
    }

    /// Has it done soon, after those before it.
    ///
    /// @return false when too many wait already, or after [#close]: it will not be done
    public boolean offer(Runnable errand) {
        try {
            runner.execute(() -> run(errand));
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    private static void run(Runnable errand) {
        try {
            errand.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "an errand broke its promise not to throw", e);
        }
    }

    /// Interrupts what is being done, and forgets what waits.
    @Override
    public void close() {
        runner.shutdownNow();
    }
}
