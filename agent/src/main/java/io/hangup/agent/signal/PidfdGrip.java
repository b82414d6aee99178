package io.hangup.agent.signal;

import io.hangup.agent.enforce.Bond;
import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Held;
import io.hangup.agent.enforce.Signal;
import java.util.Optional;

/// A hold on one process by its pidfd. Its pid may be given to another process meanwhile: that one is never signalled.
final class PidfdGrip implements Grip {
    private final int pidfd;
    private final Held held;
    private final Bond bond;
    private final Rights rights;
    private boolean closed;

    PidfdGrip(int pidfd, Held held, Bond bond, Rights rights) {
        this.pidfd = pidfd;
        this.held = held;
        this.bond = bond;
        this.rights = rights;
    }

    @Override
    public Held held() {
        return held;
    }

    @Override
    public Bond bond() {
        return bond;
    }

    @Override
    public Optional<String> send(Signal signal) {
        int result = Kernel.pidfdSendSignal(open(), signal.number());
        return switch (-result) {
            case 0 -> Optional.empty();
            case Kernel.ESRCH -> Optional.of("process " + process().pid() + " had ended by itself");
            case Kernel.EPERM ->
                Optional.of(
                        rights.who() + " may not signal process " + process().pid() + ": " + rights.cure("CAP_KILL"));
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
