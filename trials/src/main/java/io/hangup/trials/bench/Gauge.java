package io.hangup.trials.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What a process costs, read from `/proc` outside of it.
record Gauge(long pid) {
    private static final long TICK_MILLIS = 10;

    /// CPU time that a process has used so far.
    ///
    /// @param nanosOfThread of each thread that lives (`schedstat`, first field: nanoseconds)
    /// @param millis of all that ever lived (`stat`, fields 14 and 15: user and system ticks)
    record Cpu(Map<String, Long> nanosOfThread, long millis) {
        Cpu {
            nanosOfThread = Map.copyOf(nanosOfThread);
        }

        /// To the nanosecond, unless a thread has ended meanwhile and taken its figure along: then to the tick.
        Duration since(Cpu before) {
            if (!nanosOfThread.keySet().containsAll(before.nanosOfThread.keySet())) {
                return Duration.ofMillis(millis - before.millis);
            }
            return Duration.ofNanos(nanosOfThread.entrySet().stream()
                    .mapToLong(thread -> thread.getValue() - before.nanosOfThread.getOrDefault(thread.getKey(), 0L))
                    .sum());
        }
    }

    /// What a process holds now.
    ///
    /// @param resident kB of memory in use, what is shared counted in full
    /// @param proportional kB, what is shared divided among those who share it
    /// @param peak kB, the highest `resident` ever
    record Memory(long resident, long proportional, long peak, long threads) {}

    Cpu cpu() {
        try {
            String stat = Files.readString(file("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return new Cpu(threads(), ticks * TICK_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " has ended", e);
        }
    }

    private Map<String, Long> threads() throws IOException {
        Map<String, Long> nanos = new HashMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(file("task"))) {
            for (Path thread : threads) {
                String[] fields = Files.readString(thread.resolve("schedstat")).split(" ", -1);
                nanos.put(thread.getFileName().toString(), Long.parseLong(fields[0]));
            }
        } catch (NoSuchFileException _) {
            // It ended between the two calls; whoever compares sees that it is missing.
        }
        return nanos;
    }

    /// CPU time that the JVM's compilers have used so far, by the names of their threads.
    Duration compiling() {
        Map<String, Long> nanos = cpu().nanosOfThread();
        return Duration.ofNanos(nanos.entrySet().stream()
                .filter(thread -> compiles(thread.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum());
    }

    private boolean compiles(String thread) {
        try {
            return Files.readString(file("task").resolve(thread).resolve("comm"))
                    .matches("C[12] Compiler[^\\n]*\n");
        } catch (IOException _) {
            return false; // it has ended meanwhile
        }
    }

    Memory memory() {
        return new Memory(
                number("smaps_rollup", "Rss:"),
                number("smaps_rollup", "Pss:"),
                number("status", "VmHWM:"),
                number("status", "Threads:"));
    }

    private long number(String file, String name) {
        try {
            return Files.readAllLines(file(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(
                            line.substring(name.length()).replace("kB", "").strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + name + " in " + file(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " has ended", e);
        }
    }

    /// Bytes received and sent so far on an interface of the process's network, Ethernet headers included.
    long bytesOn(String networkInterface) {
        try {
            return Files.readAllLines(file("net/dev")).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith(networkInterface + ":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip().split(" +", -1))
                    .mapToLong(fields -> Long.parseLong(fields[0]) + Long.parseLong(fields[8]))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " has ended", e);
        }
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
