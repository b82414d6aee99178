package io.hangup.agent.probe;

import io.hangup.agent.census.ClientFact;
import io.hangup.agent.census.ProcessFact;
import io.hangup.protocol.session.ProcessStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads single processes that run an SSH client.
final class ClientReader {
    /// Base names of executables: OpenSSH's, which scp, sftp, rsync and git start too, and Dropbear's.
    static final Set<String> PROGRAMS = Set.of("ssh", "dbclient");

    private static final String OPENSSH = "ssh";
    private static final int LAST_STANDARD_STREAM = 2;
    private static final int MOST_ANCESTORS = 64;

    /// A master binds its socket under a name of its own, `PATH.` and 16 random letters, and then moves it to PATH
    /// (`mux.c`, muxserver_listen): the kernel keeps the first name. Forwarded Unix sockets have none such.
    private static final Pattern CONTROL = Pattern.compile("(?s).*\\.[A-Za-z0-9]{16}\u0000?");

    private final ProcFiles files;
    private final DescriptorKind kinds;
    private final ProcessReader reader;
    private final SingleSockets sockets;

    ClientReader(ProcFiles files, DescriptorKind kinds, ProcessReader reader, SingleSockets sockets) {
        this.files = files;
        this.kinds = kinds;
        this.reader = reader;
        this.sockets = sockets;
    }

    /// @param before of the same pid
    /// @param closely whether to read anew what it holds
    /// @return null when it is gone, runs something else or is in another network namespace
    @Nullable
    ClientFact read(int pid, @Nullable ClientFact before, boolean closely) {
        ProcessFact process = reader.process(pid, before == null ? null : before.process());
        if (process == null) {
            return null;
        }
        ClientFact known = before != null && ProcessReader.sameProgram(before.process(), process) ? before : null;
        if (known != null && !closely) {
            return known.process().equals(process) ? known : with(process, known);
        }
        String program = reader.program(pid);
        if (!PROGRAMS.contains(program) || (known == null && !reader.inOurNetwork(pid))) {
            return null;
        }
        return holding(process, program, known == null ? above(process) : known.above());
    }

    /// Whether descriptors of one of these may not be read.
    static boolean refused(Iterable<ClientFact> clients) {
        for (ClientFact client : clients) {
            if (!client.seen()) {
                return true;
            }
        }
        return false;
    }

    private ClientFact holding(ProcessFact process, String program, List<ProcessStamp> above) {
        Map<Integer, Long> held = new TreeMap<>();
        List<Integer> pipes = new ArrayList<>();
        int outcome = files.descriptors(process.pid(), (directory, number, name) -> {
            if (number > LAST_STANDARD_STREAM) {
                switch (kinds.of(directory, name)) {
                    case SOCKET -> held.put(number, kinds.inode());
                    case PIPE_READ, PIPE_WRITE -> pipes.add(number);
                    case OTHER -> {}
                }
            }
        });
        int first = held.keySet().stream().findFirst().orElse(Integer.MAX_VALUE);
        boolean proxied = program.equals(OPENSSH) && pipes.stream().anyMatch(number -> number < first);
        return new ClientFact(
                process,
                reader.audit(process.pid(), "sessionid"),
                kinds.takeUnread() == 0 && (outcome >= 0 || outcome == -Kernel.ENOENT),
                List.copyOf(held.values()),
                proxied,
                program.equals(OPENSSH)
                        && held.values().stream()
                                .anyMatch(inode -> CONTROL.matcher(sockets.listeningPath(inode))
                                        .matches()),
                above);
    }

    private List<ProcessStamp> above(ProcessFact process) {
        List<ProcessStamp> above = new ArrayList<>();
        ProcessFact at = process;
        while (at != null && above.size() < MOST_ANCESTORS) {
            above.add(at.process().stamp());
            at = at.parent() > 1 ? parent(at) : null;
        }
        return above;
    }

    // Whoever has the pid of a parent that ended meanwhile is younger than its child.
    private @Nullable ProcessFact parent(ProcessFact child) {
        ProcessFact parent = reader.process(child.parent(), null);
        return parent == null || parent.startTicks() > child.startTicks() ? null : parent;
    }

    private static ClientFact with(ProcessFact process, ClientFact before) {
        return new ClientFact(
                process,
                before.auditSession(),
                before.seen(),
                before.sockets(),
                before.proxied(),
                before.shared(),
                before.above());
    }
}
