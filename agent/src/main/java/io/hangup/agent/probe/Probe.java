package io.hangup.agent.probe;

import io.hangup.agent.census.HostView;
import io.hangup.agent.census.Remains;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.HostFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The eyes of an agent. One thread owns them; they may look at any time.
public interface Probe extends AutoCloseable {
    /// Those that fit this host: [LinuxProbe] where the kernel tells what it needs, otherwise [OshiProbe].
    ///
    /// @param onDeath called by another thread when a listener, a server or a session's leader has ended
    static Probe open(ProbeSettings settings, Runnable onDeath) {
        return open(settings, onDeath, DiagSockets.OPENED_HERE);
    }

    /// @param sockets to ask the kernel by
    static Probe open(ProbeSettings settings, Runnable onDeath, DiagSockets sockets) {
        return Files.isReadable(Path.of("/proc/self/stat")) && Files.isReadable(Path.of("/proc/stat"))
                ? LinuxProbe.open(settings, onDeath, sockets)
                : new OshiProbe(settings);
    }

    /// Looks at the host.
    ///
    /// @param now the host's clock; ages that the kernel reports are turned into instants with it
    HostView look(Instant now);

    /// The next look reads everything of this connection, also what is read less often while nothing moves on its wire.
    void heed(SocketCookie connection);

    /// Whether something that was watched has ended since the last question.
    boolean deaths();

    /// All processes of that login that run now, by pid. Never processes of another login.
    List<HostProcess> processesOf(Connection connection);

    /// All processes of the login with that audit session, and all below them, read anew.
    Remains remains(long auditSession);

    /// Those of `processes` that still run, by pid and start, with their state of now. Zombies do not.
    List<HostProcess> stillAlive(List<HostProcess> processes);

    /// What changes only with a boot or an upgrade, or when the host's clock is set.
    HostFacts facts();

    /// The run of the kernel that pids, ticks and cookies belong to.
    BootId bootId();

    /// Why nothing may be ended by what these eyes see; empty when they see enough.
    Optional<String> tooDimToAct();

    @Override
    void close();
}
