package io.hangup.trials.reuse;

import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Held;
import io.hangup.agent.enforce.Rung;
import java.util.Optional;
import java.util.Set;

/// The agent's own hand, and something that happens right before and right after it signals.
final class Swap implements Hand {
    private final Hand real;
    private final boolean careless;
    private Runnable before = () -> {};
    private Runnable after = () -> {};

    /// @param careless signals whoever has the pid, as `kill` does: what the trial would see of a worse hand
    Swap(Hand real, boolean careless) {
        this.real = real;
        this.careless = careless;
    }

    void around(Runnable beforeSignal, Runnable afterSignal) {
        before = beforeSignal;
        after = afterSignal;
    }

    @Override
    public Gripped grip(int pid) {
        return switch (real.grip(pid)) {
            case Gripped.Held(Grip grip) -> new Gripped.Held(new Swapping(grip));
            case Gripped.Missed missed -> missed;
        };
    }

    @Override
    public Set<Integer> lineage() {
        return real.lineage();
    }

    @Override
    public Optional<String> powerless() {
        return real.powerless();
    }

    private final class Swapping implements Grip {
        private final Grip grip;

        Swapping(Grip grip) {
            this.grip = grip;
        }

        @Override
        public Held held() {
            return grip.held();
        }

        @Override
        public Optional<String> send(Rung rung) {
            before.run();
            Optional<String> failed = careless ? byPid(rung) : grip.send(rung);
            after.run();
            return failed;
        }

        private Optional<String> byPid(Rung rung) {
            Bystander.signal(grip.process().pid(), rung.number());
            return Optional.empty();
        }

        @Override
        public boolean exited() {
            return grip.exited();
        }

        @Override
        public void close() {
            grip.close();
        }
    }
}
