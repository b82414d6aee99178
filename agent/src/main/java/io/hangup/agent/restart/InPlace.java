package io.hangup.agent.restart;

import io.hangup.agent.census.HostView;
import io.hangup.agent.errand.Errands;
import io.hangup.agent.executor.Restarter;
import io.hangup.agent.restart.Workshop.Subject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Restarts in this process, on a thread of its own. For an agent that runs as root and acts itself.
public final class InPlace implements Restarter {
    private final Errands errands = new Errands();
    private final Workshop workshop;

    /// @param root of the host, as this process sees it
    /// @param look at this host, by any thread
    public InPlace(Path root, Supplier<HostView> look) {
        workshop = new Workshop(root, look);
    }

    @Override
    public Pending test(Job job) {
        return have(() -> workshop.test(subject(job), job.way()));
    }

    @Override
    public Pending restart(Job job) {
        return have(() -> workshop.restart(subject(job), job.way()));
    }

    @Override
    public Pending resume(Job job) {
        return have(() -> workshop.proof(subject(job), job.way(), "looked for after the agent was restarted"));
    }

    private static Subject subject(Job job) {
        return new Subject(job.server().process(), job.server().address());
    }

    private Pending have(Supplier<Answer> work) {
        var answer = new AtomicReference<@Nullable Answer>();
        var claimed = new AtomicBoolean();
        boolean taken = errands.offer(() -> {
            if (claimed.compareAndSet(false, true)) {
                answer.set(work.get());
            }
        });
        if (!taken) {
            return Pending.of(new Answer.Refused("too many restarts wait already"));
        }
        return new Pending() {
            @Override
            public Optional<Answer> answer() {
                return Optional.ofNullable(answer.get());
            }

            @Override
            public boolean abandon() {
                return claimed.compareAndSet(false, true);
            }
        };
    }

    @Override
    public void close() {
        errands.close();
    }
}
