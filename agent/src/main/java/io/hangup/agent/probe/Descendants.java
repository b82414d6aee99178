package io.hangup.agent.probe;

import io.hangup.agent.census.ProcessFact;
import java.util.ArrayDeque;
import java.util.Deque;

/// The processes below a session's leader, for their CPU: a quiet terminal with a build behind it is no quiet session.
///
/// Background jobs are the shell's children; what left for another parent (a daemon, tmux's server) would outlive the
/// session and does not count for it.
final class Descendants {
    /// A session with more than this is taken to be busy.
    private static final int LIMIT = 512;

    private final ProcessReader reader;
    private final Deque<Integer> queue = new ArrayDeque<>();
    private long crowds;

    Descendants(ProcessReader reader) {
        this.reader = reader;
    }

    /// A number that differs from the last one when a process below `leader` used the CPU, started or ended.
    long activity(int leader) {
        long sum = 0;
        int met = 0;
        queue.clear();
        queue.add(leader);
        while (!queue.isEmpty()) {
            int pid = queue.poll();
            ProcessFact process = reader.process(pid, null);
            if (process != null) {
                sum += process.cpuTicks() + 31 * (process.startTicks() + 0x9E37_79B9L * pid);
            }
            if (++met > LIMIT) {
                return ++crowds;
            }
            reader.children(pid, queue::add);
        }
        return sum;
    }
}
