package io.hangup.agent.probe;

import io.hangup.agent.census.HostView;
import io.hangup.agent.census.Remains;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import io.hangup.protocol.snapshot.HostFacts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/// The eyes of an agent where there is no `/proc` as [LinuxProbe] needs it, by OSHI: listeners, connections, and
/// which process listens. It knows no users, sessions, terminals, TCP health or identity of a socket, so every
/// connection is in phase `UNKNOWN`, and blindspots keep rules from taking what is unseen for what is not so.
///
/// OSHI's list of logins is never asked: its IPv4 address of a peer is byte-reversed, and it has no terminal of a login
/// that is only idle. Nothing is ended by these eyes.
final class OshiProbe implements Probe {
    private static final String WHY =
            "this host has no /proc that can be used, so only what OSHI tells is seen: mount /proc for it";
    private static final List<Blindspot> BLINDSPOTS = List.of(
                    Sense.SOCKETS,
                    Sense.OWNERS,
                    Sense.TERMINALS,
                    Sense.PIPES,
                    Sense.PROCESSES,
                    Sense.IO,
                    Sense.WAITS,
                    Sense.PROBE,
                    Sense.CLIENTS,
                    Sense.ORPHANS)
            .stream()
            .map(sense -> new Blindspot(sense, WHY))
            .toList();

    private final ProbeSettings settings;
    private final OperatingSystem system;
    private final HostFacts facts;
    private final BootId boot;
    private Map<Endpoint, Connection> known = new HashMap<>();

    OshiProbe(ProbeSettings settings) {
        this.settings = settings;
        var host = new SystemInfo();
        system = host.getOperatingSystem();
        facts = OshiFacts.of(host, settings.agentVersion());
        boot = OshiFacts.bootOf(facts);
    }

    @Override
    public HostView look(Instant instant) {
        Instant now = instant.truncatedTo(ChronoUnit.MILLIS);
        List<IPConnection> sockets = system.getInternetProtocolStats().getConnections().stream()
                .filter(socket -> socket.getType().startsWith("tcp"))
                .toList();
        List<Listener> listeners = listeners(sockets);
        Map<Integer, Implementation> ports = listeners.stream()
                .collect(Collectors.toMap(l -> l.address().port(), Listener::implementation, (first, _) -> first));
        List<Connection> connections = new ArrayList<>();
        Map<Endpoint, Connection> next = new HashMap<>();
        for (IPConnection socket : sockets) {
            Implementation implementation = ports.get(socket.getLocalPort());
            if (implementation == null
                    || !serves(socket.getState())
                    || connections.size() >= settings.maxConnections()) {
                continue;
            }
            Connection seen = OshiFacts.connection(socket, implementation, now);
            Connection before = known.get(seen.peer());
            Connection kept = before != null && before.local().equals(seen.local()) ? before : seen;
            if (next.putIfAbsent(kept.peer(), kept) == null) {
                connections.add(kept);
            }
        }
        known = next;
        connections.sort(Comparator.comparing(Connection::since)
                .thenComparing(c -> c.peer().toString()));
        return new HostView(listeners, connections, BLINDSPOTS);
    }

    private List<Listener> listeners(List<IPConnection> sockets) {
        List<Listener> listeners = new ArrayList<>();
        for (IPConnection socket : sockets) {
            OSProcess owner = socket.getState() == TcpState.LISTEN && socket.getowningProcessId() > 0
                    ? system.getProcess(socket.getowningProcessId())
                    : null;
            if (owner != null) {
                Implementation implementation = implementation(owner.getName());
                if (implementation != Implementation.UNKNOWN) {
                    HostProcess process = OshiFacts.process(owner, facts.bootedAt());
                    listeners.add(new Listener(OshiFacts.local(socket), process, implementation, 0, 0, 0));
                }
            }
        }
        listeners.sort(Comparator.comparingInt((Listener l) -> l.address().port())
                .thenComparing(l -> l.address().address()));
        return listeners;
    }

    private Implementation implementation(String name) {
        return settings.openssh().contains(name)
                ? Implementation.OPENSSH
                : settings.dropbear().contains(name) ? Implementation.DROPBEAR : Implementation.UNKNOWN;
    }

    private static boolean serves(@Nullable TcpState state) {
        return state == TcpState.ESTABLISHED
                || state == TcpState.CLOSE_WAIT
                || state == TcpState.FIN_WAIT_1
                || state == TcpState.FIN_WAIT_2;
    }

    @Override
    public void heed(SocketCookie connection) {
        // It reads everything at every look.
    }

    @Override
    public boolean deaths() {
        return false;
    }

    @Override
    public List<HostProcess> processesOf(Connection connection) {
        return List.of();
    }

    @Override
    public Remains remains(long auditSession) {
        return Remains.unseen(auditSession, WHY);
    }

    @Override
    public List<HostProcess> stillAlive(List<HostProcess> processes) {
        return processes.stream()
                .filter(process -> {
                    OSProcess now = system.getProcess(process.pid());
                    return now != null
                            && OshiFacts.process(now, facts.bootedAt()).stamp().equals(process.stamp());
                })
                .toList();
    }

    @Override
    public HostFacts facts() {
        return facts;
    }

    @Override
    public BootId bootId() {
        return boot;
    }

    @Override
    public Optional<String> tooDimToAct() {
        return Optional.of(WHY);
    }

    @Override
    public void close() {
        known.clear();
    }
}
