package io.hangup.agent.keepalive;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.hangup.agent.liveness.Keepalive;
import io.hangup.agent.liveness.PeerReading;
import io.hangup.agent.liveness.Sockets.Hold;
import io.hangup.protocol.session.TcpState;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A duplicate of another process's socket.
final class KernelHold implements Hold {
    /// `struct tcp_info` up to `tcpi_notsent_bytes`, `linux/tcp.h`. Linux 4.6 and later fill so much.
    private static final int INFO = 148;

    private final int pidfd;
    private final int socket;
    private boolean closed;

    KernelHold(int pidfd, int socket) {
        this.pidfd = pidfd;
        this.socket = socket;
    }

    @Override
    public Optional<Keepalive> keepalive() {
        int on = option(Kernel.SOL_SOCKET, Kernel.SO_KEEPALIVE);
        int idle = option(Kernel.IPPROTO_TCP, Kernel.TCP_KEEPIDLE);
        int interval = option(Kernel.IPPROTO_TCP, Kernel.TCP_KEEPINTVL);
        int count = option(Kernel.IPPROTO_TCP, Kernel.TCP_KEEPCNT);
        int timeout = option(Kernel.IPPROTO_TCP, Kernel.TCP_USER_TIMEOUT);
        return (on | idle | interval | count | timeout) < 0
                ? Optional.empty()
                : Optional.of(new Keepalive(on != 0, idle, interval, count, timeout));
    }

    @Override
    public Optional<PeerReading> reading() {
        try (var arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(INFO, 8);
            int filled = Kernel.getsockopt(held(), Kernel.IPPROTO_TCP, Kernel.TCP_INFO, info);
            return filled < INFO
                    ? Optional.empty()
                    : Optional.of(new PeerReading(
                            TcpState.of(info.get(JAVA_BYTE, 0)),
                            info.get(JAVA_BYTE, 3) & 0xff,
                            info.get(JAVA_INT, 24),
                            unsigned(info, 144),
                            Duration.ofMillis(unsigned(info, 56)),
                            Duration.ofMillis(unsigned(info, 52)),
                            Duration.of(unsigned(info, 68), ChronoUnit.MICROS)));
        }
    }

    // Setting the time of silence starts the kernel's timer anew; switching keepalive on does so with the time of then.
    @Override
    public Optional<String> put(Keepalive wanted, boolean arming) {
        Optional<Keepalive> now = keepalive();
        if (now.isEmpty()) {
            return Optional.of("its options can't be read");
        }
        Keepalive was = now.get();
        if (!arming) {
            set(Kernel.IPPROTO_TCP, Kernel.TCP_KEEPIDLE, was.idleSeconds(), wanted.idleSeconds());
        }
        boolean patient =
                set(Kernel.IPPROTO_TCP, Kernel.TCP_KEEPINTVL, was.intervalSeconds(), wanted.intervalSeconds());
        boolean switched = set(Kernel.SOL_SOCKET, Kernel.SO_KEEPALIVE, was.on() ? 1 : 0, wanted.on() ? 1 : 0);
        if (arming && patient && switched) {
            set(Kernel.IPPROTO_TCP, Kernel.TCP_KEEPIDLE, was.idleSeconds(), wanted.idleSeconds());
        }
        Optional<Keepalive> then = keepalive();
        return then.filter(wanted::equals).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "it reads back as " + then.map(Keepalive::toString).orElse("nothing"));
    }

    @Override
    public boolean abandoned() {
        return Kernel.ended(pidfd);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Kernel.close(socket);
            Kernel.close(pidfd);
        }
    }

    private boolean set(int level, int option, int was, int wanted) {
        return was == wanted || Kernel.setsockopt(held(), level, option, wanted) == 0;
    }

    private int option(int level, int option) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT);
            int filled = Kernel.getsockopt(held(), level, option, value);
            return filled == JAVA_INT.byteSize() ? value.get(JAVA_INT, 0) : -1;
        }
    }

    private int held() {
        if (closed) {
            throw new IllegalStateException("the hold on the socket was let go");
        }
        return socket;
    }

    private static long unsigned(MemorySegment info, long at) {
        return info.get(JAVA_INT, at) & 0xffff_ffffL;
    }
}
