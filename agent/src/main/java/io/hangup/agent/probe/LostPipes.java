package io.hangup.agent.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds processes whose standard input, output or error is a pipe of which nobody holds the other end. Dear: it walks
/// the descriptors of all processes, so it is asked only about processes that are to be ended.
final class LostPipes {
    private static final int STANDARD_ERROR = 2;

    /// It reads no login's pipe, and in a container its descriptors may not be read.
    private static final int INIT = 1;

    private final ProcFiles files;
    private final DescriptorKind kinds;
    private boolean unlisted;

    LostPipes(ProcFiles files, DescriptorKind kinds) {
        this.files = files;
        this.kinds = kinds;
    }

    /// One end of a pipe.
    private record End(long pipe, boolean writing) {
        End other() {
            return new End(pipe, !writing);
        }
    }

    /// Who of these has one. Where some process's descriptors can't be read nobody has: it may hold the other end.
    Set<Integer> among(Set<Integer> asked) {
        Map<Integer, List<End>> standard = new HashMap<>();
        asked.forEach(pid -> standard.put(pid, ends(pid, STANDARD_ERROR)));
        if (standard.values().stream().allMatch(List::isEmpty)) {
            return Set.of();
        }
        Set<End> held = new HashSet<>();
        List<Integer> pids = new ArrayList<>();
        boolean blind = files.pids(pids::add) < 0;
        kinds.takeUnread();
        for (int pid : pids) {
            if (pid != INIT) {
                held.addAll(ends(pid, Integer.MAX_VALUE));
            }
        }
        Set<Integer> lost = new HashSet<>();
        if (!blind && kinds.takeUnread() == 0 && !unlisted) {
            standard.forEach((pid, ends) -> {
                if (ends.stream().anyMatch(end -> !held.contains(end.other()))) {
                    lost.add(pid);
                }
            });
        }
        unlisted = false;
        return lost;
    }

    private List<End> ends(int pid, int last) {
        List<End> ends = new ArrayList<>();
        int outcome = files.descriptors(pid, (directory, number, name) -> {
            if (number <= last) {
                DescriptorKind.Kind kind = kinds.of(directory, name);
                if (kind == DescriptorKind.Kind.PIPE_READ || kind == DescriptorKind.Kind.PIPE_WRITE) {
                    ends.add(new End(kinds.inode(), kind == DescriptorKind.Kind.PIPE_WRITE));
                }
            }
        });
        unlisted |= Kernel.unread(outcome);
        return ends;
    }
}
