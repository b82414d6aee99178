package io.hangup.agent.signal;

import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Rung;
import io.hangup.protocol.session.HostProcess;
import java.util.Optional;

/// A hold on one process by its pidfd. Its pid may be given to another process meanwhile: that one is never signalled.
final class PidfdGrip implements Grip {
    private final int pidfd;
    private final HostProcess process;
    private boolean closed;

    PidfdGrip(int pidfd, HostProcess process) {
        this.pidfd = pidfd;
        this.process = process;
    }

    @Override
    public HostProcess process() {
        return process;
    }

    @Override
    public Optional<String> send(Rung rung) {
        int result = Kernel.pidfdSendSignal(held(), rung.number());
        return switch (-result) {
            case 0 -> Optional.empty();
            case Kernel.ESRCH -> Optional.of("process " + process.pid() + " had ended by itself");
            case Kernel.EPERM ->
                Optional.of("this agent may not signal process " + process.pid() + ": it needs CAP_KILL");
            default -> Optional.of("process " + process.pid() + " could not be signalled: errno " + -result);
        };
    }

    @Override
    public boolean exited() {
        return Kernel.ended(held());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Kernel.close(pidfd);
        }
    }

    private int held() {
        if (closed) {
            throw new IllegalStateException("the hold on process " + process.pid() + " was let go");
        }
        return pidfd;
    }
}
