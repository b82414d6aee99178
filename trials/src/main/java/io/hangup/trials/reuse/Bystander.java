package io.hangup.trials.reuse;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A real process that does nothing: a target, or the innocent one that gets its pid.
///
/// Started and reaped by the C library's own calls, because [Process] keeps what it awaits by pid: a second process
/// with the pid of a first is taken for that one, and its end is never told.
@SuppressWarnings("restricted") // calling down is what this class is for
final class Bystander {
    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");
    private static final int ATTEMPTS = 200;
    private static final String NAME = "sleep";
    private static final String PROGRAM = "/bin/" + NAME;
    private static final int START_TICKS = 19;
    /// Nobody else sends it, and it ends whoever does not handle it: signal(7).
    private static final int SIGPWR = 30;
    /// The low seven bits of a wait status tell by which signal a process ended: wait(2).
    private static final int BY_SIGNAL = 0x7f;
    private static final int WNOHANG = 1;

    private static final MethodHandle SPAWN =
            bind("posix_spawn", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle WAIT =
            bind("waitpid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle KILL = bind("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private final int pid;
    private boolean reaped;
    private int endedBy;

    private Bystander(int pid) {
        this.pid = pid;
    }

    static Bystander start() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pid = arena.allocate(JAVA_INT);
            MemorySegment program = arena.allocateFrom(PROGRAM);
            MemorySegment words = arena.allocate(ADDRESS, 3);
            words.setAtIndex(ADDRESS, 0, program);
            words.setAtIndex(ADDRESS, 1, arena.allocateFrom("100000"));
            MemorySegment none = arena.allocate(ADDRESS);
            int error = (int) SPAWN.invokeExact(pid, program, MemorySegment.NULL, MemorySegment.NULL, words, none);
            if (error != 0) {
                throw new IllegalStateException(PROGRAM + " can't be started: errno " + error);
            }
            return new Bystander(pid.get(JAVA_INT, 0));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// One with just this pid, which nobody may have now: the kernel is told which pid it gave out last,
    /// pid_namespaces(7). Empty when a thread of this JVM took it, which it keeps.
    static Optional<Bystander> withPid(int pid) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Files.writeString(LAST_PID, Integer.toString(pid - 1));
            Bystander candidate = start();
            if (candidate.pid == pid) {
                return Optional.of(candidate);
            }
            candidate.end();
        }
        return Optional.empty();
    }

    int pid() {
        return pid;
    }

    /// As `/proc` shows it now.
    HostProcess seen() throws IOException {
        String stat = Files.readString(Path.of("/proc", Integer.toString(pid), "stat"), StandardCharsets.US_ASCII);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new HostProcess(
                new ProcessStamp(pid, Long.parseLong(fields[START_TICKS])), 0, NAME, ProcessState.SLEEPING);
    }

    /// Whether it runs; one that has ended is reaped, and its pid is free.
    boolean alive() {
        return !reaped && !reap(WNOHANG);
    }

    /// Ends it and returns when its pid is free. The kernel keeps the first signal that ended it, so this is a question
    /// that comes in time however late a stranger's signal struck.
    ///
    /// @return whether nobody had ended it before
    boolean end() {
        if (!reaped) {
            signal(pid, SIGPWR);
            reap(0);
        }
        return endedBy == SIGPWR;
    }

    /// Signals whatever has this pid.
    static void signal(int pid, int number) {
        try {
            int _ = (int) KILL.invokeExact(pid, number);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private boolean reap(int options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            reaped = (int) WAIT.invokeExact(pid, status, options) == pid;
            endedBy = reaped ? status.get(JAVA_INT, 0) & BY_SIGNAL : 0;
            return reaped;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static MethodHandle bind(String function, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), descriptor);
    }

    private static IllegalStateException broken(Throwable e) {
        return new IllegalStateException("a call into the C library failed", e);
    }
}
