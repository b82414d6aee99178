package io.hangup.agent.probe;

import io.hangup.agent.census.ProcessFact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The processes below a session's leader, for their CPU, reads and writes: a quiet terminal with a build behind it is
/// no quiet session.
///
/// Background jobs are the shell's children; what left for another parent (a daemon, tmux's server) would outlive the
/// session and does not count for it.
final class Descendants {
    /// A session with more than this is taken to be busy.
    private static final int LIMIT = 512;

    private final ProcessReader reader;
    private final Deque<Integer> queue = new ArrayDeque<>();
    private final List<ProcessFact> met = new ArrayList<>();
    private long crowds;
    private long activity;
    private long io;

    Descendants(ProcessReader reader) {
        this.reader = reader;
    }

    /// Walks down from `leader`. @param withIo whether to ask what they read and wrote
    void walk(int leader, boolean withIo) {
        activity = 0;
        io = withIo ? 0 : -1;
        met.clear();
        queue.clear();
        queue.add(leader);
        while (!queue.isEmpty()) {
            int pid = queue.poll();
            ProcessFact process = reader.process(pid, null);
            if (process != null) {
                met.add(process);
                activity += process.cpuTicks() + 31 * (process.startTicks() + 0x9E37_79B9L * pid);
                addIo(pid);
            }
            if (met.size() > LIMIT) {
                activity = ++crowds;
                io = io < 0 ? -1 : crowds;
                return;
            }
            reader.children(pid, queue::add);
        }
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
