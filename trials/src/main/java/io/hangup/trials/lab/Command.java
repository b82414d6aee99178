package io.hangup.trials.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One program to run: its words, what it reads, how long it may take. The environment is clean, so that
/// nothing of the caller's shell (an ssh agent, a locale) decides what happens.
public record Command(List<String> words, String input, Duration limit) {
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(20);
    private static final Duration LAST_OUTPUT = Duration.ofMillis(500);

    public Command {
        words = List.copyOf(words);
    }

    public static Command of(String... words) {
        return new Command(List.of(words), "", DEFAULT_LIMIT);
    }

    public static Command of(List<String> words) {
        return new Command(words, "", DEFAULT_LIMIT);
    }

    /// What a program that has ended left.
    public record Ended(int exit, String out, String err) {
        public boolean good() {
            return exit == 0;
        }
    }

    public Command reading(String text) {
        return new Command(words, text, limit);
    }

    public Command within(Duration time) {
        return new Command(words, input, time);
    }

    /// Runs it to its end, whatever the exit code; too slow is a failure, and then it is killed with its
    /// children.
    public Ended run() {
        Process process = spawn(words, false);
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // It ended without reading all of its input; its exit code says whether that was right.
        }
        var out = new Transcript(process.inputReader(StandardCharsets.UTF_8));
        var err = new Transcript(process.errorReader(StandardCharsets.UTF_8));
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process.toHandle());
                throw new LabFailure("no end within " + limit.toMillis() + " ms: " + this + tail(out, err));
            }
        } catch (InterruptedException _) {
            kill(process.toHandle());
            throw LabFailure.interrupted(toString());
        }
        // A child that it left in the background may hold the pipes open for ever.
        out.awaitEnd(LAST_OUTPUT);
        err.awaitEnd(LAST_OUTPUT);
        return new Ended(process.exitValue(), out.text(), err.text());
    }

    /// Runs it and returns what it wrote; any exit code but 0 is a failure that names the command and what it
    /// said.
    public String check() {
        Ended ended = run();
        if (!ended.good()) {
            throw new LabFailure("exit code " + ended.exit() + ": " + this + "\n"
                    + (ended.err().isBlank() ? ended.out() : ended.err()).strip());
        }
        return ended.out();
    }

    static Process spawn(List<String> words, boolean oneStream) {
        var builder = new ProcessBuilder(words).redirectErrorStream(oneStream);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("HOME", "/root");
        builder.environment().put("TERM", "xterm");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new LabFailure("cannot start " + String.join(" ", words), e);
        }
    }

    /// Kills a process and everything below it, children first: `nsenter` passes no signal on to what it runs.
    static void kill(ProcessHandle process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList().reversed());
        all.add(process);
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static String tail(Transcript out, Transcript err) {
        String said = (out.text() + err.text()).strip();
        return said.isEmpty() ? "" : "\n" + said;
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
