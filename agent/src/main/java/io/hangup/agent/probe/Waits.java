package io.hangup.agent.probe;

import io.hangup.agent.census.PipeEnd;
import io.hangup.agent.census.ProcessFact;
import io.hangup.agent.census.ServerFact;
import io.hangup.agent.census.WaitFact;
import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;

/// Whether a process waits in the middle of a write to its session's terminal or to its SSH server.
///
/// `/proc/PID/wchan` can't tell: `less` waits for a key in `wait_woken`, and so does whoever writes to a terminal that
/// nobody drains. `/proc/PID/syscall` names the call and the descriptor, proc(5). It shows one thread, the first.
final class Waits {
    /// Sessions with more processes are searched no further.
    private static final int MOST = 64;

    /// `write`, `writev`, `pwrite64`, `sendto`, `sendmsg`, `sendfile` in `asm/unistd.h`: the descriptor written to is
    /// their first argument. A machine that is not here is a blindspot.
    private static final Map<String, Set<Integer>> WRITES = Map.of(
            "amd64", Set.of(1, 20, 18, 44, 46, 40),
            "aarch64", Set.of(64, 66, 68, 206, 211, 71),
            "riscv64", Set.of(64, 66, 68, 206, 211, 71),
            "loongarch64", Set.of(64, 66, 68, 206, 211, 71),
            "ppc64le", Set.of(4, 146),
            "s390x", Set.of(4, 146));

    private final ProcFiles files;
    private final Refusals refusals;
    private final LongFunction<OptionalLong> peers;
    private final Set<Integer> writes;
    private final boolean supported;

    /// @param peers the inode of the Unix socket that one is paired with
    Waits(ProcFiles files, Refusals refusals, LongFunction<OptionalLong> peers, String architecture) {
        this.files = files;
        this.refusals = refusals;
        this.peers = peers;
        writes = WRITES.getOrDefault(architecture, Set.of());
        supported = !writes.isEmpty() && files.read("self/syscall") > 0;
    }

    /// Whether this kernel and machine are known to tell.
    boolean supported() {
        return supported;
    }

    /// @param processes of one session, the leader first
    Optional<WaitFact> among(List<ProcessFact> processes, Optional<ServerFact> serving) {
        if (!supported) {
            return Optional.empty();
        }
        return processes.stream()
                .limit(MOST)
                .flatMap(process -> on(process, serving).map(on -> new WaitFact(process.process(), on)).stream())
                .findFirst();
    }

    private Optional<Blocked.On> on(ProcessFact process, Optional<ServerFact> serving) {
        int length = files.read(process.pid(), "syscall");
        if (Kernel.refused(length)) {
            // Yama refuses whoever is reaped meanwhile, to root as well: asked again he is gone.
            length = files.read(process.pid(), "syscall");
        }
        refusals.asked(Sense.WAITS, process.pid(), length);
        // "1 0x3 0x7f… …", or "running", or "-1 0x…" outside any call
        if (length <= 0 || files.bytes()[0] < '0' || files.bytes()[0] > '9') {
            return Optional.empty();
        }
        String[] fields = new String(files.bytes(), 0, length, StandardCharsets.US_ASCII).split(" ", 3);
        if (fields.length < 3 || !writes.contains(Integer.parseInt(fields[0]))) {
            return Optional.empty();
        }
        return into(process, Integer.decode(fields[1]), serving);
    }

    private Optional<Blocked.On> into(ProcessFact process, int descriptor, Optional<ServerFact> serving) {
        int length = files.link(process.pid(), "fd/" + descriptor);
        refusals.asked(Sense.WAITS, process.pid(), length);
        if (length <= 0) {
            return Optional.empty();
        }
        String target = new String(files.bytes(), 0, length, StandardCharsets.UTF_8);
        if (target.equals("/dev/tty")
                || (process.tty() != 0 && target.equals("/dev/" + Terminals.device(process.tty())))) {
            return Optional.of(Blocked.On.TERMINAL);
        }
        long inode = files.number(0, length);
        if (target.startsWith("pipe:[")) {
            return serving.filter(server -> reads(server, inode)).map(_ -> Blocked.On.PIPE);
        }
        return target.startsWith("socket:[")
                ? serving.filter(server -> isJoined(server, inode)).map(_ -> Blocked.On.SOCKET)
                : Optional.empty();
    }

    private static boolean reads(ServerFact server, long pipe) {
        return server.pipes().stream().anyMatch((PipeEnd end) -> !end.writes() && end.inode() == pipe);
    }

    private boolean isJoined(ServerFact server, long socket) {
        OptionalLong peer = peers.apply(socket);
        return peer.isPresent() && server.sockets().contains(peer.getAsLong());
    }
}
