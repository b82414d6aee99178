package io.hangup.controller.replay;

import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// A host's wall clock, which is set now and then. What was written down before keeps the old time; what the
/// kernel tells as an age (TCP) is always reckoned from the clock as it is.
final class HostClock {
    private final TreeMap<Instant, Duration> offsets = new TreeMap<>(Map.of(Instant.MIN, Duration.ZERO));

    void set(Instant at, Duration offset) {
        offsets.put(at, offset);
    }

    /// What the clock shows at a moment.
    Instant shows(Instant at) {
        return at.plus(offsets.floorEntry(at).getValue());
    }

    /// Whether it was set within this time before a moment.
    boolean setWithin(Duration time, Instant at) {
        Instant last = offsets.floorKey(at);
        return !last.equals(Instant.MIN) && last.plus(time).isAfter(at);
    }

    Connection tell(Connection real, Instant at) {
        return new Connection(
                real.cookie(),
                real.local(),
                real.peer(),
                real.implementation(),
                real.phase(),
                real.user(),
                shows(real.since()),
                real.monitor(),
                real.child(),
                real.auditSession(),
                aged(real.tcp(), offsets.floorEntry(at).getValue()),
                real.sessions().stream().map(this::tell).toList(),
                real.holders(),
                real.lastPayload().map(this::shows),
                real.forwards().stream().map(this::tell).toList(),
                real.unreadSince().map(this::shows),
                real.probe().map(this::tell));
    }

    private SshSession tell(SshSession real) {
        Terminal terminal = real.terminal() instanceof Terminal.Pty(String device, Instant input, Instant output)
                ? new Terminal.Pty(device, shows(input), shows(output))
                : real.terminal();
        return new SshSession(
                real.leader(),
                terminal,
                real.foreground(),
                shows(real.since()),
                shows(real.lastCpu()),
                real.lastIo().map(this::shows),
                real.work(),
                real.blocked().map(b -> new Blocked(b.process(), b.on(), shows(b.since()))));
    }

    private Forward tell(Forward real) {
        return real instanceof Forward.Tcp tcp
                ? new Forward.Tcp(tcp.cookie(), tcp.local(), tcp.peer(), shows(tcp.lastMoved()))
                : real;
    }

    // A clock that went back between two questions makes the row of them short, as in the agent.
    private PeerProbe tell(PeerProbe real) {
        Instant since = shows(real.since());
        Instant asked = shows(real.asked());
        return asked.isBefore(since)
                ? new PeerProbe(real.answer(), asked, asked, 1)
                : new PeerProbe(real.answer(), since, asked, real.count());
    }

    private static TcpHealth aged(TcpHealth tcp, Duration offset) {
        return new TcpHealth(
                tcp.state(),
                tcp.timer(),
                tcp.retransmits(),
                tcp.probes(),
                tcp.backoff(),
                tcp.unacked(),
                tcp.receiveQueue(),
                tcp.sendQueue(),
                tcp.sendWindow(),
                tcp.lastHeard().plus(offset),
                tcp.lastDataReceived().plus(offset),
                tcp.lastDataSent().plus(offset),
                tcp.bytesReceived(),
                tcp.bytesSent());
    }
}
