package io.hangup.trials.reuse;

import io.hangup.agent.enforce.Bond;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Held;
import io.hangup.agent.enforce.Signal;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import java.util.List;
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
    public List<Grip> group(HostProcess leader) {
        return real.group(leader).stream().<Grip>map(Swapping::new).toList();
    }

    @Override
    public Optional<String> tell(Grip leader, HostProcess server, String text) {
        return real.tell(leader, server, text);
    }

    @Override
    public Severed sever(Connection connection) {
        return real.sever(connection);
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
        public Bond bond() {
            return grip.bond();
        }

        @Override
        public Optional<String> send(Signal signal) {
            before.run();
            Optional<String> failed = careless ? byPid(signal) : grip.send(signal);
            after.run();
            return failed;
        }

        private Optional<String> byPid(Signal signal) {
            Bystander.signal(grip.process().pid(), signal.number());
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
