package io.hangup.agent.signal;

import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Held;
import io.hangup.agent.enforce.Rung;
import java.util.Optional;

/// A hold on one process by its pidfd. Its pid may be given to another process meanwhile: that one is never signalled.
final class PidfdGrip implements Grip {
    private final int pidfd;
    private final Held held;
    private boolean closed;

    PidfdGrip(int pidfd, Held held) {
        this.pidfd = pidfd;
        this.held = held;
    }

    @Override
    public Held held() {
        return held;
    }

    @Override
    public Optional<String> send(Rung rung) {
        int result = Kernel.pidfdSendSignal(open(), rung.number());
        return switch (-result) {
            case 0 -> Optional.empty();
            case Kernel.ESRCH -> Optional.of("process " + process().pid() + " had ended by itself");
            case Kernel.EPERM ->
                Optional.of("this agent may not signal process " + process().pid() + ": it needs CAP_KILL");
            default -> Optional.of("process " + process().pid() + " could not be signalled: errno " + -result);
        };
    }

    @Override
    public boolean exited() {
        return Kernel.ended(open());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Kernel.close(pidfd);
        }
    }

    private int open() {
        if (closed) {
            throw new IllegalStateException("the hold on process " + process().pid() + " was let go");
        }
        return pidfd;
    }
}
