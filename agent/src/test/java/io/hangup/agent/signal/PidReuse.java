package io.hangup.agent.signal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hangup.protocol.session.ProcessStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Forces the kernel to give a pid out again: `/proc/sys/kernel/ns_last_pid`, pid_namespaces(7). Other processes are
/// born meanwhile, so it takes some attempts.
public final class PidReuse {
    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");
    private static final int ATTEMPTS = 2_000;

    private PidReuse() {}

    public static void assumePossible() {
        assumeTrue(Files.isWritable(LAST_PID), "forcing the reuse of a pid needs root");
    }

    /// A process with just this pid, which nobody may have now.
    public static Victim reuse(int pid) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Files.writeString(LAST_PID, Integer.toString(pid - 1));
            var candidate = new Victim();
            if (candidate.pid() == pid) {
                return candidate;
            }
            candidate.close();
        }
        throw new IOException("pid " + pid + " could not be had again in " + ATTEMPTS + " attempts");
    }

    /// A process that does nothing and must not be harmed by others.
    public record Victim(Process process) implements AutoCloseable {
        public Victim() throws IOException {
            this(new ProcessBuilder("sleep", "1000").start());
        }

        public int pid() {
            return Math.toIntExact(process.pid());
        }

        public ProcessStamp stamp() {
            return new ProcFile(Path.of("/proc")).read(pid()).orElseThrow().stamp();
        }

        /// Start times are in ticks of 10 ms: two processes that start within one can't be told apart by them.
        public void outliveATick() throws InterruptedException {
            boolean _ = process.waitFor(50, TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
