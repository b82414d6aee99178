package io.hangup.agent.probe;

import io.hangup.agent.census.ProcessFact;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Whether processes have run since they were last read: `/proc/PID/schedstat` counts their time and their turns, and
/// costs half of what reading them anew does. Who has not run is in the same state, with the same CPU time, bytes and
/// children.
///
/// It counts the first thread only, so of a process with several nothing is known.
final class Runs {
    /// What others can do to a process while it sleeps, such as take its terminal's foreground, is seen after so many.
    private static final int MOST_IN_A_ROW = 9;

    private final ProcFiles files;
    private final boolean supported;
    private final Map<Integer, Count> counts = new HashMap<>();

    private static final class Count {
        private long startTicks;
        private long ran;
        private long waited;
        private long turns;
        private int stood;
    }

    /// @param self a process that has run
    Runs(ProcFiles files, int self) {
        this.files = files;
        int length = files.read(self, "schedstat");
        supported = length > 0 && files.number(0, length) > 0;
    }

    /// Whether a process has not run since this was asked before it was last read. When not, it is to be read after.
    boolean stands(ProcessFact known) {
        int length = supported ? files.read(known.pid(), "schedstat") : 0;
        if (length <= 0) {
            counts.remove(known.pid());
            return false;
        }
        // "nanoseconds on a CPU, nanoseconds waiting for one, turns"
        int second = next(0, length);
        int third = next(second, length);
        long ran = files.number(0, length);
        long waited = files.number(second, length);
        long turns = files.number(third, length);
        Count count = counts.get(known.pid());
        if (count == null) {
            count = new Count();
            counts.put(known.pid(), count);
        }
        boolean same = count.startTicks == known.startTicks()
                && count.ran == ran
                && count.waited == waited
                && count.turns == turns
                && count.stood < MOST_IN_A_ROW;
        count.startTicks = known.startTicks();
        count.ran = ran;
        count.waited = waited;
        count.turns = turns;
        count.stood = same ? count.stood + 1 : 0;
        return same;
    }

    /// What the last answer of [#stands] was.
    boolean stood(int pid) {
        Count count = counts.get(pid);
        return count != null && count.stood > 0;
    }

    /// Nothing is known of this one until it is asked for and read again.
    void forget(int pid) {
        counts.remove(pid);
    }

    /// Forgets all but these processes.
    void retain(Set<Integer> pids) {
        counts.keySet().retainAll(pids);
    }

    private int next(int from, int length) {
        int at = from;
        while (at < length && files.bytes()[at] != ' ') {
            at++;
        }
        return at + 1;
    }
}
