package io.hangup.agent.liveness;

import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sockets, a disk and a clock in memory: a keepalive is sent as Linux sends it, at the tick after it is due.
final class FakeKernel implements Sockets, Touches {
    static final Keepalive USUAL = new Keepalive(true, 7_200, 75, 9, 0);

    final Map<SocketCookie, FakeSocket> sockets = new HashMap<>();
    final List<String> log = new ArrayList<>();
    Duration running = Duration.ofHours(1);
    List<Touched> disk = List.of();
    boolean full;
    int open;

    FakeSocket socket(SocketCookie cookie, Peer peer) {
        var socket = new FakeSocket(peer);
        sockets.put(cookie, socket);
        return socket;
    }

    @Override
    public Taken take(ProcessStamp process, SocketCookie cookie) {
        FakeSocket socket = sockets.get(cookie);
        if (socket == null) {
            return new Taken.Missed("gone");
        }
        open++;
        return new Taken.Held(socket);
    }

    @Override
    public int retries() {
        return 15;
    }

    @Override
    public Optional<String> keep(List<Touched> all, boolean durable) {
        if (full) {
            return Optional.of("no space left on device");
        }
        disk = all;
        log.add(durable ? "write " + all.size() : "erase to " + all.size());
        return Optional.empty();
    }

    /// How the other side takes a keepalive.
    enum Peer {
        THERE,
        AWAY,
        REBOOTED
    }

    final class FakeSocket implements Hold {
        Peer peer;
        Keepalive options = USUAL;
        TcpState state = TcpState.ESTABLISHED;
        int probes;
        int unacked;
        int sent;
        boolean abandoned;
        boolean stubborn;
        Duration heardAt;

        FakeSocket(Peer peer) {
            this.peer = peer;
            heardAt = running.minus(Duration.ofMinutes(20));
        }

        @Override
        public Optional<Keepalive> keepalive() {
            return Optional.of(options);
        }

        @Override
        public Optional<PeerReading> reading() {
            Duration heard = running.minus(heardAt);
            return Optional.of(new PeerReading(state, probes, unacked, 0, heard, heard, Duration.ofMillis(30)));
        }

        @Override
        public Optional<String> put(Keepalive wanted, boolean arming) {
            if (stubborn && !arming) {
                return Optional.of("refused");
            }
            log.add((arming ? "arm with " : "restore with ") + disk.size() + " on disk");
            options = wanted;
            if (arming) {
                keepaliveSent();
            }
            return Optional.empty();
        }

        private void keepaliveSent() {
            sent++;
            switch (peer) {
                case THERE -> {
                    heardAt = running;
                    probes = 0;
                }
                case AWAY -> probes++;
                case REBOOTED -> state = TcpState.CLOSE;
            }
        }

        @Override
        public boolean abandoned() {
            return abandoned;
        }

        @Override
        public void close() {
            open--;
        }
    }
}
