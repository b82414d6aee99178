package io.hangup.agent.probe;

import io.hangup.agent.census.HostView;
import io.hangup.agent.census.Remains;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.HostFacts;
import io.hangup.protocol.snapshot.Load;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The eyes of an agent on a Linux host. One thread owns it; it may look at any time.
public final class LinuxProbe implements Probe {
    /// The load is for people who wonder about a host, not for rules.
    private static final Duration LOAD_EVERY = Duration.ofMinutes(15);

    private final Arena arena = Arena.ofConfined();
    private final ProcFiles files;
    private final SockDiag sockets;
    private final SingleSockets singles;
    private final ConnectedSockets connections;
    private final Gaze gaze;
    private final LoginProcesses logins;
    private final RemainsReader remains;
    private final DeathWatch deaths;
    private final HostFactsReader host;
    private HostFacts facts;
    private final BootId boot;
    private Optional<Load> load = Optional.empty();
    private Instant loadDue = Instant.MIN;

    private LinuxProbe(ProbeSettings settings, boolean childrenListed, Runnable onDeath, DiagSockets given) {
        Kernel kernel = new Kernel(arena);
        files = new ProcFiles(kernel, arena, Path.of("/proc"));
        DescriptorKind kinds = new DescriptorKind(kernel, files, arena);
        int self = (int) ProcessHandle.current().pid();
        ProcessReader reader = new ProcessReader(
                files, kinds, new Cgroups(files), settings, self, given.network(self), childrenListed);
        InstantSource wall = InstantSource.system();
        host = new HostFactsReader(Path.of("/"), wall);
        facts = host.read(settings.agentVersion());
        boot = readBootId(files);
        sockets = new SockDiag(kernel, arena, given.dumping());
        singles = new SingleSockets(kernel, arena, given.single());
        logins = new LoginProcesses(files, reader);
        remains = new RemainsReader(files, reader, new LostPipes(files, kinds));
        connections = new ConnectedSockets(sockets, singles, Births.of(reader, files, self));
        gaze = new Gaze(
                settings,
                sockets,
                connections,
                files,
                reader,
                new PipeWriters(files, kinds, reader),
                new Terminals(kernel, arena),
                new ClientGaze(reader, new ClientReader(files, kinds, reader, singles), sockets, singles),
                new Waits(files, reader.refusals(), sockets::pairOf, System.getProperty("os.arch", "")),
                new BootClock(kernel::running, wall.instant(), facts.bootedAt()));
        deaths = new DeathWatch(kernel, arena, onDeath);
    }

    /// Opens the kernel's interfaces and reads the host's own facts. What is missing becomes a blindspot of each look.
    public static LinuxProbe open(ProbeSettings settings) {
        return open(settings, () -> {});
    }

    /// @param onDeath called by another thread when a listener, a server or a session's leader, as of the last look,
    ///     has ended
    public static LinuxProbe open(ProbeSettings settings, Runnable onDeath) {
        return open(settings, onDeath, DiagSockets.OPENED_HERE);
    }

    /// @param sockets to ask the kernel by
    public static LinuxProbe open(ProbeSettings settings, Runnable onDeath, DiagSockets sockets) {
        return new LinuxProbe(settings, true, onDeath, sockets);
    }

    /// A probe that does as on a kernel without `CONFIG_PROC_CHILDREN`.
    static LinuxProbe openWithoutChildren(ProbeSettings settings) {
        return new LinuxProbe(settings, false, () -> {}, DiagSockets.OPENED_HERE);
    }

    /// How many looks went over the kernel's whole table of connections.
    long passes() {
        return connections.passes();
    }

    /// Looks at the host.
    ///
    /// @param now the host's clock; ages that the kernel reports are turned into instants with it
    @Override
    public HostView look(Instant now) {
        HostView view = gaze.look(now.truncatedTo(ChronoUnit.MILLIS));
        deaths.over(view);
        if (!facts.bootedAt().equals(gaze.bootedAt())) {
            facts = bootedAt(gaze.bootedAt(), facts);
        }
        if (!now.isBefore(loadDue) || now.isBefore(loadDue.minus(LOAD_EVERY))) {
            loadDue = now.plus(LOAD_EVERY);
            load = host.load(now.truncatedTo(ChronoUnit.MILLIS));
        }
        return view.with(load);
    }

    @Override
    public void heed(SocketCookie connection) {
        gaze.heed(connection);
    }

    /// Whether one of those has ended since the last question. The next look reads its connection, however quiet.
    @Override
    public boolean deaths() {
        return deaths.take(gaze::heed);
    }

    /// All processes of that login that run now, by pid: its servers, leaders and holders, their descendants, and
    /// whatever shares its audit session or a leader's POSIX session. Never processes of another login.
    @Override
    public List<HostProcess> processesOf(Connection connection) {
        return logins.of(connection, LoginProcesses.lentBy(gaze.listeners()));
    }

    @Override
    public Remains remains(long auditSession) {
        return remains.of(auditSession, gaze.listeners());
    }

    /// Those of `processes` that still run, by pid and start, with their state of now. Zombies do not.
    @Override
    public List<HostProcess> stillAlive(List<HostProcess> processes) {
        return logins.stillAlive(processes);
    }

    /// Read once at start; the time of the boot is on the clock of the last look.
    @Override
    public HostFacts facts() {
        return facts;
    }

    /// The run of the kernel that pids, ticks and cookies belong to.
    @Override
    public BootId bootId() {
        return boot;
    }

    @Override
    public Optional<String> tooDimToAct() {
        return Optional.empty();
    }

    @Override
    public void close() {
        deaths.close();
        sockets.close();
        singles.close();
        files.close();
        arena.close();
    }

    private static HostFacts bootedAt(Instant booted, HostFacts facts) {
        return new HostFacts(facts.operatingSystem(), facts.kernel(), booted, facts.agentVersion(), facts.machine());
    }

    private static BootId readBootId(ProcFiles files) {
        int length = files.read("sys/kernel/random/boot_id");
        if (length <= 0) {
            throw new IllegalStateException("/proc is not mounted: no sys/kernel/random/boot_id");
        }
        return new BootId(new String(files.bytes(), 0, length, StandardCharsets.US_ASCII).strip());
    }
}
