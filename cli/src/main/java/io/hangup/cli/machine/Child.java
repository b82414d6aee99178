package io.hangup.cli.machine;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One started program. What it prints goes to a log of its own; the log of the start before is kept beside it.
final class Child {
    private static final String READY = "ready ";
    private static final long LOOK_MILLIS = 50;
    private static final int LAST_LINES = 8;

    private final Part part;
    private final Path log;
    private final Process process;

    private Child(Part part, Path log, Process process) {
        this.part = part;
        this.log = log;
        this.process = process;
    }

    /// @param logs the folder for logs
    static Child start(Part part, Path home, Path logs) throws Failure {
        Path log = logs.resolve(part.name() + ".log");
        try {
            if (Files.exists(log)) {
                Files.move(log, logs.resolve(part.name() + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Process process = new ProcessBuilder(part.command(home))
                    .directory(logs.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Child(part, log, process);
        } catch (IOException e) {
            throw new Failure(Exit.ERROR, "cannot start the " + part.name() + ": " + e.getMessage());
        }
    }

    Part part() {
        return part;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /// What it said with its line `ready`, once it has.
    ///
    /// @throws Failure when it ended before that, or takes longer than `patience`; says its last lines
    String awaitReady(Duration patience) throws Failure, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            boolean ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            Optional<String> ready =
                    lines().stream().filter(line -> line.startsWith(READY)).findFirst();
            if (ready.isPresent() && !ended) {
                return ready.get().substring(READY.length());
            }
            if (ended) {
                throw failure("the " + part.name() + " ended with " + process.exitValue() + " before it was ready");
            }
        }
        throw failure("the " + part.name() + " is not ready after " + patience.toSeconds() + " s");
    }

    /// Asks it to end and waits; then ends it.
    void stop(Duration patience) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /// How it ended, with its last words.
    Failure obituary() {
        return failure("the " + part.name() + " ended with " + process.exitValue());
    }

    private Failure failure(String what) {
        List<String> lines = lines();
        return new Failure(
                Exit.ERROR,
                what + "; the end of " + log + ":",
                lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    private List<String> lines() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
