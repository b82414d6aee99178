package io.hangup.trials.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A program that keeps running: what it has said (both its streams in one), a keyboard to type on, and its
/// end. Closing it kills it with everything below it.
public final class Running implements AutoCloseable {
    private static final Duration TO_DIE = Duration.ofSeconds(5);

    private static final AtomicInteger QUESTIONS = new AtomicInteger();

    private final List<String> words;
    private final Process process;
    private final Transcript said;
    private final boolean endsWithInput;

    private Running(List<String> words, Process process, boolean endsWithInput) {
        this.words = words;
        this.process = process;
        this.endsWithInput = endsWithInput;
        this.said = new Transcript(process.inputReader(StandardCharsets.UTF_8));
    }

    static Running start(List<String> words) {
        return new Running(List.copyOf(words), Command.spawn(words, true), false);
    }

    /// For a program that ends in good order when its input does.
    static Running startUntilInputEnds(List<String> words) {
        return new Running(List.copyOf(words), Command.spawn(words, true), true);
    }

    /// The program's pid on the machine, not the one in its host.
    public long pid() {
        return program().pid();
    }

    /// Where a pid namespace is entered the program is a child of `nsenter`, which passes no signal on.
    private ProcessHandle program() {
        boolean below = words.getFirst().equals("nsenter") && words.contains("--pid");
        return below ? process.children().findFirst().orElse(process.toHandle()) : process.toHandle();
    }

    /// The pid of its one child, on the machine.
    long child() {
        return process.children()
                .findFirst()
                .orElseThrow(() -> new LabFailure("no child: " + this + "\n" + said.text()))
                .pid();
    }

    /// Everything below the process that was started, on the machine.
    Stream<ProcessHandle> below() {
        return process.descendants();
    }

    public Transcript said() {
        return said;
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// The exit code; empty while it runs.
    public OptionalInt exit() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    public boolean awaitExit(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            throw LabFailure.interrupted(toString());
        }
    }

    /// Types one line and the Enter key. False when there is nobody to read it any more.
    public boolean type(String line) {
        return send(line + "\n");
    }

    /// Sends these very characters.
    public synchronized boolean send(String text) {
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Ends its input, as Ctrl-D or the end of a pipe does.
    public synchronized void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // It has gone already, and its input with it.
        }
    }

    /// Waits for a text it says, from the beginning on.
    public Running await(String text, Duration limit) {
        if (!said.awaits(text, 0, limit)) {
            throw new LabFailure("\"" + text + "\" not within " + limit.toMillis() + " ms from: " + this
                    + (alive() ? " (running)" : " (exit code " + process.exitValue() + ")") + "\n"
                    + said.text().strip());
        }
        return this;
    }

    /// Whether a shell answers to what is typed: a command is typed whose output, unlike its echo, is a new
    /// word.
    public boolean answers(Duration limit) {
        int number = QUESTIONS.incrementAndGet();
        long before = said.position();
        return type("echo ans''wer-" + number + ".") && said.awaits("answer-" + number + ".", before, limit);
    }

    /// Bytes it has read and written so far, of files, pipes and sockets: grows while a transfer moves.
    public long bytesMoved() {
        try (var lines = Files.lines(Path.of("/proc/" + pid() + "/io"))) {
            return lines.filter(line -> line.startsWith("rchar:") || line.startsWith("wchar:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring("rchar:".length()).strip()))
                    .sum();
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }

    /// Asks the program to end (TERM), and kills it with everything below it if it has not within the limit.
    public void stop(Duration limit) {
        program().destroy();
        if (!awaitExit(limit)) {
            close();
        }
    }

    /// Begins its end, without waiting for it.
    void end() {
        if (endsWithInput) {
            endInput();
        } else {
            process.destroyForcibly();
        }
    }

    /// Sees its end through, once begun.
    void ended() {
        if (!awaitExit(TO_DIE)) {
            Command.kill(process.toHandle());
            awaitExit(TO_DIE);
        }
    }

    @Override
    public void close() {
        if (endsWithInput) {
            endInput();
        } else {
            // The whole tree at once: without `nsenter` above it a program could no longer be told.
            Command.kill(process.toHandle());
            endInput();
        }
        ended();
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
