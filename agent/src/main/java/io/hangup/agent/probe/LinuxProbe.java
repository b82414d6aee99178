package io.hangup.agent.probe;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.HostFacts;
import java.time.Instant;
import java.util.List;

/// The eyes of an agent on a Linux host. One thread owns it; it may look at any time.
public final class LinuxProbe implements AutoCloseable {

    private final ProbeSettings settings;
    private final BootId boot = new BootId("00000000-0000-0000-0000-000000000000");

    private LinuxProbe(ProbeSettings settings) {
        this.settings = settings;
    }

    /// Opens the kernel's interfaces and reads the host's own facts. What is missing becomes a blindspot of each look.
    public static LinuxProbe open(ProbeSettings settings) {
        return new LinuxProbe(settings);
    }

    /// Looks at the host.
    ///
    /// @param now the host's clock; ages that the kernel reports are turned into instants with it
    public HostView look(Instant now) {
        return new HostView(
                List.of(), List.of(), List.of(new Blindspot(Blindspot.Sense.SOCKETS, "not built yet at " + now)));
    }

    /// All processes of that login that run now, by pid: its servers, leaders and holders, their descendants, and
    /// whatever
    /// shares its audit session or a leader's POSIX session. Never processes of another login.
    public List<HostProcess> processesOf(Connection connection) {
        return connection.server().stream().toList();
    }

    /// Those of `processes` that still run, by pid and start, with their state of now. Zombies do not.
    public List<HostProcess> stillAlive(List<HostProcess> processes) {
        return List.copyOf(processes);
    }

    /// What changes only with a boot or an upgrade; read once at start.
    public HostFacts facts() {
        return new HostFacts("", "", Instant.EPOCH, settings.agentVersion());
    }

    /// The run of the kernel that pids, ticks and cookies belong to.
    public BootId bootId() {
        return boot;
    }

    @Override
    public void close() {}
}
