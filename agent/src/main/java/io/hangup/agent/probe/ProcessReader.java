package io.hangup.agent.probe;

import io.hangup.agent.census.PipeEnd;
import io.hangup.agent.census.ProcessFact;
import io.hangup.agent.census.ServerFact;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Reads single processes. What did not change since it was read before is answered as the same object.
final class ProcessReader {
    /// One with more threads is taken to be busy.
    private static final int MOST_THREADS = 512;

    private static final String DELETED = " (deleted)";

    /// A process of root that started this long ago, and did nothing since it was read, drops it no more: one minute.
    private static final long SETTLED_TICKS = 6_000;

    private static final int MILLIS_PER_TICK = 10;

    private final ProcFiles files;
    private final DescriptorKind kinds;
    private final Cgroups cgroups;
    private final ProbeSettings settings;
    private final StatLine stat = new StatLine();
    private final Runs runs;

    /// Processes that had several threads when they were read last.
    private final Set<Integer> threaded = new HashSet<>();

    private final @Nullable String ownNetwork;
    private final Refusals refusals = new Refusals();
    private boolean ioRefusedLast;

    /// Children by parent, where the kernel does not list them; null where it does.
    private final @Nullable Map<Integer, List<Integer>> parentage;

    /// Ticks since boot, as of the last time it was told or the start of a younger process: never ahead of the kernel.
    private long ticks;

    /// @param network a process in the network namespace that is looked at
    /// @param listed false to do as on a kernel that lists no children
    ProcessReader(
            ProcFiles files,
            DescriptorKind kinds,
            Cgroups cgroups,
            ProbeSettings settings,
            int self,
            int network,
            boolean listed) {
        this.files = files;
        this.kinds = kinds;
        this.cgroups = cgroups;
        this.settings = settings;
        parentage = listed && files.read(self, "task/" + self + "/children") >= 0 ? null : new HashMap<>();
        ownNetwork = linkText(network, "ns/net").orElse(null);
        runs = new Runs(files, self);
    }

    /// Tells how long the kernel has run. A container may be told less than its ticks count from, never more.
    void passed(Duration uptime) {
        ticks = Math.max(ticks, uptime.toMillis() / MILLIS_PER_TICK);
    }

    /// Forgets all but these processes.
    void retain(Set<Integer> pids) {
        runs.retain(pids);
        refusals.retain(pids);
        threaded.retainAll(pids);
    }

    /// What was refused when it was asked for last.
    Refusals refusals() {
        return refusals;
    }

    /// Whether it is there as far as is known, and could not be read when it was asked for last.
    boolean unread(int pid) {
        return refusals.any(Sense.PROCESSES, pid);
    }

    /// Which of them have run since they were read.
    Runs runs() {
        return runs;
    }

    /// @param before as it was read before
    /// @return null when there is no such process; `before` itself also when it could not be read
    @Nullable
    ProcessFact process(int pid, @Nullable ProcessFact before) {
        int length = files.read(pid, "stat");
        refusals.asked(Sense.PROCESSES, pid, length);
        if (length <= 0 || !stat.parse(files.bytes(), length)) {
            return Kernel.unread(length) ? before : null;
        }
        ticks = Math.max(ticks, stat.startTicks());
        if (stat.threads() == 1) {
            threaded.remove(pid);
        } else {
            runs.forget(pid);
            threaded.add(pid);
        }
        if (before == null || before.startTicks() != stat.startTicks()) {
            return fresh(pid, null, false);
        }
        boolean named = stat.commandIs(before.process().command());
        boolean same = named
                && before.process().state() == stat.state()
                && before.cpuTicks() == stat.cpuTicks()
                && before.parent() == stat.parent()
                && before.foreground() == stat.foreground()
                && before.tty() == stat.tty()
                && before.posixSession() == stat.posixSession()
                && (before.uid() != 0 || ticks - stat.startTicks() > SETTLED_TICKS);
        return same ? before : fresh(pid, before, named);
    }

    // Root may drop to a user at any time; nobody else changes his uid without another program.
    private @Nullable ProcessFact fresh(int pid, @Nullable ProcessFact before, boolean named) {
        String command = named && before != null ? before.process().command() : stat.command();
        ProcessStamp stamp = before == null
                ? new ProcessStamp(pid, stat.startTicks())
                : before.process().stamp();
        var state = stat.state();
        int parent = stat.parent();
        int session = stat.posixSession();
        int tty = stat.tty();
        int foreground = stat.foreground();
        long cpu = stat.cpuTicks();
        int uid = named && before != null && before.uid() != 0 ? before.uid() : uid(pid);
        if (uid == -1) {
            return refusals.any(Sense.PROCESSES, pid) ? before : null;
        }
        return new ProcessFact(new HostProcess(stamp, uid, command, state), parent, session, tty, foreground, cpu);
    }

    /// What a process runs: the base name of its executable, or the kernel's name for it where that link may not be
    /// read. Empty for a thread of the kernel, and for a process that is gone.
    String program(int pid) {
        int length = files.link(pid, "exe");
        refusals.asked(Sense.CLIENTS, pid, length);
        if (length > 0) {
            return baseName(new String(files.bytes(), 0, length, StandardCharsets.UTF_8));
        }
        if (length == -Kernel.ENOENT) {
            return "";
        }
        int size = files.read(pid, "stat");
        return size > 0 && stat.parse(files.bytes(), size) ? stat.command() : "";
    }

    /// Whether what runs so is an SSH server, worth a closer look.
    boolean serves(String program) {
        return implementation(program).isPresent();
    }

    /// Whether the executable of some process could not be told: it may be called otherwise than it is.
    boolean programsUnseen() {
        return refusals.any(Sense.CLIENTS);
    }

    /// A process that runs an SSH server in our network namespace; null for any other, and for one that is gone.
    @Nullable
    ServerFact server(ProcessFact process, @Nullable ServerFact before, boolean descriptors) {
        int pid = process.pid();
        ServerFact known = before != null && sameProgram(before.process(), process) ? before : null;
        String executable = known == null ? executable(process) : known.executable();
        Optional<Implementation> implementation = implementation(executable);
        if (implementation.isEmpty() || (known == null && !inOurNetwork(pid))) {
            return null;
        }
        if (known != null && !descriptors) {
            return Objects.equals(known.process(), process) ? known : with(process, known);
        }
        Set<Long> sockets = new HashSet<>();
        List<PipeEnd> pipes = new ArrayList<>();
        int listed = files.descriptors(pid, (directory, number, name) -> {
            DescriptorKind.Kind kind = kinds.of(directory, name);
            if (kind == DescriptorKind.Kind.SOCKET) {
                sockets.add(kinds.inode());
            } else if (kind == DescriptorKind.Kind.PIPE_READ || kind == DescriptorKind.Kind.PIPE_WRITE) {
                pipes.add(new PipeEnd(kinds.inode(), number, kind == DescriptorKind.Kind.PIPE_WRITE));
            }
        });
        int unread = kinds.takeUnread();
        int outcome = unread < 0 ? unread : listed;
        refusals.asked(Sense.OWNERS, pid, outcome);
        if (known != null && Kernel.unread(outcome) && !Kernel.refused(outcome)) {
            return with(process, known);
        }
        return new ServerFact(
                process,
                executable,
                implementation.get(),
                audit(pid, "sessionid"),
                audit(pid, "loginuid"),
                outcome >= 0,
                outcome >= 0 ? 0 : cgroups.idOf(pid),
                sockets,
                pipes);
    }

    /// Whether the kernel lists a process's children (`CONFIG_PROC_CHILDREN`).
    boolean listsChildren() {
        return parentage == null;
    }

    /// Calls back with every child of a process as it was last read. The kernel lists for each thread whom that one
    /// started (`get_children_proc` of `fs/proc/array.c`), and may leave one out when another exits at that moment.
    /// Where it lists none, those of the last [#learnParents].
    ///
    /// @return false when it has so many threads that not all were asked
    boolean children(int pid, IntConsumer each) {
        List<Integer> found = new ArrayList<>();
        if (parentage != null) {
            found.addAll(parentage.getOrDefault(pid, List.of()));
        } else if (threaded.contains(pid)) {
            List<Integer> threads = new ArrayList<>();
            files.threads(pid, threads::add);
            if (threads.size() > MOST_THREADS) {
                return false;
            }
            threads.forEach(thread -> addChildren(pid, thread, found));
        } else {
            addChildren(pid, pid, found);
        }
        found.forEach(each::accept);
        return true;
    }

    private void addChildren(int pid, int thread, List<Integer> found) {
        int length = files.read(pid, "task/" + thread + "/children");
        int value = 0;
        for (int i = 0; i < length; i++) {
            byte b = files.bytes()[i];
            if (b == ' ') {
                found.add(value);
                value = 0;
            } else {
                value = value * 10 + b - '0';
            }
        }
    }

    /// Asks each of these processes for its parent, where the kernel does not list children.
    void learnParents(Iterable<Integer> pids) {
        if (parentage != null) {
            parentage.clear();
            for (int pid : pids) {
                int length = files.read(pid, "stat");
                if (length > 0 && stat.parse(files.bytes(), length)) {
                    parentage
                            .computeIfAbsent(stat.parent(), _ -> new ArrayList<>(2))
                            .add(pid);
                }
            }
        }
    }

    /// `sessionid` or `loginuid`; unset where the kernel keeps no audit.
    long audit(int pid, String name) {
        int length = files.read(pid, name);
        long value = length <= 0 ? -1 : files.number(0, length);
        return value < 0 ? ServerFact.UNSET : value;
    }

    /// Bytes that a process, and children it waited for, read and wrote so far, wherever from and to: `rchar` and
    /// `wchar` of `/proc/PID/io`, proc(5). @return -1 when that may not be read, or when it is gone
    long io(int pid) {
        int length = files.read(pid, "io");
        ioRefusedLast = Kernel.unread(length);
        refusals.asked(Sense.IO, pid, length);
        // "rchar: 1\nwchar: 2\n…"
        long read = files.number(0, length);
        int line = 0;
        while (line < length && files.bytes()[line] != '\n') {
            line++;
        }
        long written = files.number(line, length);
        return read < 0 || written < 0 ? -1 : read + written;
    }

    /// Whether the last call of [#io] was refused, rather than that the process is gone.
    boolean ioRefusedJustNow() {
        return ioRefusedLast;
    }

    /// Whether this is one process, and it did not start another program meanwhile.
    static boolean sameProgram(ProcessFact before, ProcessFact now) {
        return before.startTicks() == now.startTicks()
                && before.process().command().equals(now.process().command());
    }

    private static ServerFact with(ProcessFact process, ServerFact before) {
        return new ServerFact(
                process,
                before.executable(),
                before.implementation(),
                before.auditSession(),
                before.loginUid(),
                before.seen(),
                before.cgroup(),
                before.sockets(),
                before.pipes());
    }

    private String executable(ProcessFact process) {
        return baseName(linkText(process.pid(), "exe").orElse(process.process().command()));
    }

    // The file may have been replaced by an upgrade.
    private static String baseName(String path) {
        String whole = path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
        return whole.substring(whole.lastIndexOf('/') + 1);
    }

    private Optional<Implementation> implementation(String executable) {
        return settings.openssh().contains(executable)
                ? Optional.of(Implementation.OPENSSH)
                : settings.dropbear().contains(executable) ? Optional.of(Implementation.DROPBEAR) : Optional.empty();
    }

    boolean inOurNetwork(int pid) {
        return linkText(pid, "ns/net")
                .map(network -> network.equals(ownNetwork))
                .orElse(true);
    }

    private Optional<String> linkText(int pid, String name) {
        int length = files.link(pid, name);
        return length <= 0
                ? Optional.empty()
                : Optional.of(new String(files.bytes(), 0, length, StandardCharsets.UTF_8));
    }

    /// The signals among the first four that it ignores: the last digit of `SigIgn`, proc(5). 1 is SIGHUP, 2 SIGINT, 4
    /// SIGQUIT.
    int ignores(int pid) {
        int length = files.read(pid, "status");
        String status = length <= 0 ? "" : new String(files.bytes(), 0, length, StandardCharsets.ISO_8859_1);
        int at = status.indexOf("\nSigIgn:\t");
        int end = at < 0 ? -1 : status.indexOf('\n', at + 1);
        return end > 0 ? Math.max(0, Character.digit(status.charAt(end - 1), 16)) : 0;
    }

    /// The process group; empty when there is no such process.
    OptionalInt group(int pid) {
        int length = files.read(pid, "stat");
        return length > 0 && stat.parse(files.bytes(), length) ? OptionalInt.of(stat.group()) : OptionalInt.empty();
    }

    // "Uid:\treal\teffective\tsaved\tfilesystem"
    private int uid(int pid) {
        int length = files.read(pid, "status");
        refusals.asked(Sense.PROCESSES, pid, length);
        byte[] bytes = files.bytes();
        for (int i = 0; i + 5 < length; i++) {
            if (bytes[i] == '\n' && bytes[i + 1] == 'U' && bytes[i + 2] == 'i' && bytes[i + 3] == 'd') {
                return (int) files.number(i, length);
            }
        }
        return -1;
    }
}
