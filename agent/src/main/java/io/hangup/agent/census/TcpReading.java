package io.hangup.agent.census;

import io.hangup.protocol.session.TcpHealth;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Turns a socket's ages into instants that stand still while nothing happens.
final class TcpReading {
    /// The kernel rounds ages, and a look takes time: an instant that moved less than this did not move.
    private static final Duration JITTER = Duration.ofMillis(1_500);

    private static final long JITTER_NANOS = JITTER.toNanos();
    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;

    /// The kernel tells ages in 32 bits of milliseconds: after 49.7 days they begin anew.
    private static final long ROUND_MILLIS = 1L << 32;

    /// A clock may have been set, or the host have slept, in the look before.
    private static final long ABOUT_MILLIS = Duration.ofHours(1).toMillis();

    private TcpReading() {}

    /// @param before of the same socket at an earlier look
    /// @return `before` itself when nothing changed
    static TcpHealth of(SocketFact socket, Instant at, @Nullable TcpHealth before) {
        if (before != null && stands(socket, at, before)) {
            return before;
        }
        return new TcpHealth(
                socket.state(),
                socket.timer(),
                socket.retransmits(),
                socket.probes(),
                socket.backoff(),
                socket.unacked(),
                socket.receiveQueue(),
                socket.sendQueue(),
                socket.sendWindow(),
                steady(at.minusMillis(socket.heardMillis()), before == null ? null : before.lastHeard()),
                dataReceived(socket, at, before),
                dataSent(socket, at, before),
                socket.bytesReceived(),
                socket.bytesSent());
    }

    // What most sockets do at most looks.
    private static boolean stands(SocketFact socket, Instant at, TcpHealth before) {
        return socket.bytesReceived() == before.bytesReceived()
                && socket.bytesSent() == before.bytesSent()
                && socket.state() == before.state()
                && socket.timer() == before.timer()
                && socket.retransmits() == before.retransmits()
                && socket.probes() == before.probes()
                && socket.backoff() == before.backoff()
                && socket.unacked() == before.unacked()
                && socket.receiveQueue() == before.receiveQueue()
                && socket.sendQueue() == before.sendQueue()
                && socket.sendWindow() == before.sendWindow()
                && stands(at, socket.heardMillis(), before.lastHeard())
                && stands(at, socket.dataReceivedMillis(), before.lastDataReceived())
                && stands(at, socket.dataSentMillis(), before.lastDataSent());
    }

    // In nanoseconds, for in milliseconds it takes a division, and that is dear without the JVM's second compiler.
    private static boolean stands(Instant at, long age, Instant before) {
        long nanos = (at.getEpochSecond() - before.getEpochSecond()) * SECOND + at.getNano() - before.getNano();
        return Math.abs(nanos - age * MILLI) < JITTER_NANOS;
    }

    private static Instant dataReceived(SocketFact socket, Instant at, @Nullable TcpHealth before) {
        Instant told = at.minusMillis(socket.dataReceivedMillis());
        if (before == null) {
            return told;
        }
        boolean none = socket.bytesReceived() > 0 && socket.bytesReceived() == before.bytesReceived();
        Instant last = before.lastDataReceived();
        return steady(none ? unwrapped(told, last) : told, last);
    }

    private static Instant dataSent(SocketFact socket, Instant at, @Nullable TcpHealth before) {
        Instant told = at.minusMillis(socket.dataSentMillis());
        if (before == null) {
            return told;
        }
        boolean none = socket.bytesSent() > 0 && socket.bytesSent() == before.bytesSent();
        Instant last = before.lastDataSent();
        return steady(none ? unwrapped(told, last) : told, last);
    }

    // Where no byte came since the look before no data did: only its age may have begun anew.
    private static Instant unwrapped(Instant told, Instant before) {
        long later = Duration.between(before, told).toMillis();
        long rounds = (later + ABOUT_MILLIS) / ROUND_MILLIS;
        return rounds > 0 && later - rounds * ROUND_MILLIS < ABOUT_MILLIS
                ? told.minusMillis(rounds * ROUND_MILLIS)
                : told;
    }

    static Instant steady(Instant now, @Nullable Instant before) {
        return before != null && Duration.between(before, now).abs().compareTo(JITTER) < 0 ? before : now;
    }
}
