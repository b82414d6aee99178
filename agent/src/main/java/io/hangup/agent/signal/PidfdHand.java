package io.hangup.agent.signal;

import io.hangup.agent.enforce.Bond;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Held;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Holds and signals processes by pidfd. The order makes it safe: the pidfd is opened first and what runs
/// under the pid is read after, so a pid that is reused in between shows another start time, and one that is
/// reused later can't be reached.
public final class PidfdHand implements Hand {
    /// The most processes of a group that are held at a time, since each takes a descriptor.
    private static final int MOST_HELD = 256;

    private final Path folder;
    private final ProcFile proc;
    private final Doorways doorways;
    private final SocketEnd sockets;
    private final Rights rights;

    /// A hand that opens what it needs itself.
    public PidfdHand() {
        this(OptionalInt.empty(), Rights.OF_AGENT);
    }

    /// @param diag a netlink socket for sock_diag(7) that this process was started with, of the host's own network
    /// @param rights whose they are, and what to do where they do not suffice
    public PidfdHand(OptionalInt diag, Rights rights) {
        this(Path.of("/proc"), diag, rights);
    }

    private PidfdHand(Path proc, OptionalInt diag, Rights rights) {
        this.sockets = new SocketEnd(diag, rights);
        this.rights = rights;
        this.folder = proc;
        this.proc = new ProcFile(proc);
        this.doorways = new Doorways(proc);
    }

    @Override
    public Gripped grip(int pid) {
        int pidfd = Kernel.pidfdOpen(pid);
        if (pidfd < 0) {
            return pidfd == -Kernel.ESRCH
                    ? ended(pid)
                    : new Gripped.Missed("process " + pid + " can't be held: errno " + -pidfd, false);
        }
        Optional<HostProcess> process = proc.read(pid);
        Optional<Bond> bond = proc.bond(pid);
        if (process.isEmpty() || bond.isEmpty()) {
            boolean ended = Kernel.ended(pidfd);
            Kernel.close(pidfd);
            return ended ? ended(pid) : new Gripped.Missed("process " + pid + " runs and can't be read", false);
        }
        return new Gripped.Held(new PidfdGrip(
                pidfd, new Held(process.get(), proc.kernelThread(pid), doorways.of(pid)), bond.get(), rights));
    }

    private static Gripped ended(int pid) {
        return new Gripped.Missed("process " + pid + " has ended", true);
    }

    /// The leader first. A process that joins the group meanwhile may be missed: whoever signals looks again.
    @Override
    public List<Grip> group(HostProcess leader) {
        int group;
        switch (grip(leader.pid())) {
            case Gripped.Missed _ -> {
                return List.of();
            }
            case Gripped.Held(Grip grip) -> {
                try (grip) {
                    if (!grip.process().stamp().equals(leader.stamp())) {
                        return List.of();
                    }
                    group = grip.bond().group();
                }
            }
        }
        return Stream.concat(
                        Stream.of(leader.pid()),
                        proc.pidsInGroup(group).stream().filter(pid -> pid != leader.pid()))
                .limit(MOST_HELD)
                .map(this::grip)
                .flatMap(PidfdHand::held)
                .toList();
    }

    private static Stream<Grip> held(Gripped gripped) {
        return gripped instanceof Gripped.Held(Grip grip) ? Stream.of(grip) : Stream.empty();
    }

    /// The terminal's number is read once more when its file has been found: a terminal that was let go in
    /// between has none, and its number may be another session's.
    @Override
    public Optional<String> tell(Grip leader, HostProcess server, String text) {
        int pid = leader.process().pid();
        int terminal = leader.bond().terminal();
        Path root = folder.resolve(Integer.toString(server.pid())).resolve("root");
        return Notice.write(
                root,
                terminal,
                text,
                () -> isStill(server)
                        && !leader.exited()
                        && proc.bond(pid)
                                .filter(now -> now.terminal() == terminal)
                                .isPresent());
    }

    private boolean isStill(HostProcess process) {
        return proc.read(process.pid())
                .filter(now -> now.stamp().equals(process.stamp()))
                .isPresent();
    }

    @Override
    public Severed sever(Connection connection) {
        return ExactSocket.of(connection)
                .map(sockets::destroy)
                .orElseGet(() -> new Severed.Failed("its socket can't be named exactly, so it is let be"));
    }

    @Override
    public Set<Integer> lineage() {
        return Lineage.now();
    }

    @Override
    public Optional<String> powerless() {
        return proc.mayKill()
                ? Optional.empty()
                : Optional.of(rights.who() + " can't end other users' processes: " + rights.cure("CAP_KILL"));
    }
}
