package io.hangup.agent.probe;

import io.hangup.agent.census.ProcessFact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// The processes below a session's leader, for their CPU, reads and writes: a quiet terminal with a build behind it is
/// no quiet session.
///
/// Background jobs are the shell's children; what left for another parent (a daemon, tmux's server) would outlive the
/// session and does not count for it.
final class Descendants {
    /// A session with more processes than this is taken to be busy.
    private static final int LIMIT = 512;

    private final ProcessReader reader;
    private final Map<Integer, ProcessFact> known;
    private final Deque<Integer> queue = new ArrayDeque<>();
    private final List<ProcessFact> met = new ArrayList<>();
    private long crowds;
    private long activity;
    private long io;

    /// @param known processes as they were read last: what did not change since is not read in full
    Descendants(ProcessReader reader, Map<Integer, ProcessFact> known) {
        this.reader = reader;
        this.known = known;
    }

    /// Walks down from `leader`, as it was just read.
    ///
    /// @param withIo whether to ask what they read and wrote
    void walk(ProcessFact leader, boolean withIo) {
        activity = 0;
        io = withIo ? 0 : -1;
        met.clear();
        queue.clear();
        if (!meet(leader)) {
            crowded();
            return;
        }
        while (!queue.isEmpty()) {
            int pid = queue.poll();
            ProcessFact process = reader.process(pid, known.get(pid));
            if (process != null && !meet(process)) {
                crowded();
                return;
            }
        }
    }

    private void crowded() {
        activity = ++crowds;
        io = io < 0 ? -1 : crowds;
    }

    /// As a walk that finds nobody below `leader`.
    void alone(ProcessFact leader) {
        met.clear();
        activity = 0;
        io = -1;
        count(leader);
    }

    // False when there are more than can be followed.
    private boolean meet(ProcessFact process) {
        count(process);
        addIo(process.pid());
        return reader.children(process.pid(), queue::add) && met.size() <= LIMIT;
    }

    private void count(ProcessFact process) {
        met.add(process);
        activity += process.cpuTicks() + 31 * (process.startTicks() + 0x9E37_79B9L * process.pid());
    }

    /// A number that differs from the last one when a process below used the CPU, started or ended.
    long activity() {
        return activity;
    }

    /// Bytes that they read and wrote; -1 where that was not asked or may not be read.
    long io() {
        return io;
    }

    /// The leader and those below it.
    List<ProcessFact> met() {
        return met;
    }

    // A process that is gone by now has left its bytes to the parent that waited for it.
    private void addIo(int pid) {
        if (io >= 0) {
            long one = reader.io(pid);
            io = one == -1 && reader.ioRefusedJustNow() ? -1 : io + Math.max(0, one);
        }
    }
}
