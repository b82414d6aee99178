package io.hangup.agent.probe;

import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.snapshot.HostFacts;
import io.hangup.protocol.snapshot.Machine;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/// What OSHI says, as our records.
final class OshiFacts {
    private static final int V4_LENGTH = 4;
    private static final long MILLIS_PER_TICK = 10;

    private OshiFacts() {}

    static HostFacts of(SystemInfo host, String agentVersion) {
        OperatingSystem system = host.getOperatingSystem();
        OperatingSystem.OSVersionInfo version = system.getVersionInfo();
        String name = system.getFamily() + " " + Objects.requireNonNullElse(version.getVersion(), "");
        return new HostFacts(
                name.strip(),
                Objects.requireNonNullElse(version.getBuildNumber(), "unknown"),
                Instant.ofEpochSecond(system.getSystemBootTime()),
                agentVersion,
                Optional.of(new Machine(
                        host.getHardware().getComputerSystem().getModel(),
                        host.getHardware().getProcessor().getLogicalProcessorCount(),
                        host.getHardware().getMemory().getTotal())));
    }

    /// A name of this run of the system, from its start: there is no other.
    static BootId bootOf(HostFacts facts) {
        byte[] start = ("boot at " + facts.bootedAt().getEpochSecond()).getBytes(StandardCharsets.US_ASCII);
        return new BootId(UUID.nameUUIDFromBytes(start).toString());
    }

    static Endpoint local(IPConnection socket) {
        return endpoint(socket.getLocalAddress(), socket.getLocalPort());
    }

    /// A connection of which nothing is known but its ends. Its cookie is made of them, so a new connection between the
    /// same ends is taken for the old one: nothing may be ended by it.
    static Connection connection(IPConnection socket, Implementation implementation, Instant now) {
        Endpoint local = local(socket);
        Endpoint peer = endpoint(socket.getForeignAddress(), socket.getForeignPort());
        String ends = local + " " + peer;
        return new Connection(
                new SocketCookie(UUID.nameUUIDFromBytes(ends.getBytes(StandardCharsets.US_ASCII))
                        .getMostSignificantBits()),
                local,
                peer,
                implementation,
                Phase.UNKNOWN,
                Optional.empty(),
                now,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                new TcpHealth(TcpState.UNKNOWN, TcpTimer.UNKNOWN, 0, 0, 0, 0, 0, 0, 0, now, now, now, 0, 0),
                List.of(),
                List.of());
    }

    static HostProcess process(OSProcess process, Instant bootedAt) {
        long ticks = Math.max(0, process.getStartTime() - bootedAt.toEpochMilli()) / MILLIS_PER_TICK;
        return new HostProcess(
                new ProcessStamp(process.getProcessID(), ticks), uid(process), process.getName(), state(process));
    }

    private static int uid(OSProcess process) {
        try {
            return Integer.parseInt(process.getUserID());
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    private static ProcessState state(OSProcess process) {
        return switch (process.getState()) {
            case STOPPED -> ProcessState.STOPPED;
            case ZOMBIE -> ProcessState.ZOMBIE;
            default -> ProcessState.UNKNOWN;
        };
    }

    // A listener on every address has none, or only zeros.
    private static Endpoint endpoint(byte[] address, int port) {
        byte[] raw = address.length == 0 ? new byte[V4_LENGTH] : address;
        return new Endpoint(Addresses.text(MemorySegment.ofArray(raw), 0, raw.length == V4_LENGTH), port);
    }
}
