package io.hangup.agent.settings;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs a program to its end, with an end to its time and to what it may print.
public final class BoundedRun {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /// `sshd -T` prints 6 kB.
    private static final int MOST = 262_144;

    private BoundedRun() {}

    /// @param printed both streams
    public record Outcome(int status, String printed) {
        public boolean good() {
            return status == 0;
        }
    }

    /// @return empty when it could not be started, or had to be stopped
    public static Optional<Outcome> of(List<String> command) {
        return of(command, LONGEST);
    }

    /// @param longest it may take
    /// @return empty when it could not be started, or had to be stopped
    public static Optional<Outcome> of(List<String> command, Duration longest) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            CompletableFuture<Process> watched = process.onExit()
                    .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((_, late) -> {
                        // Destroying closes the streams, also of one that has ended and is still read.
                        if (late != null) {
                            process.destroyForcibly();
                        }
                    });
            return ended(process, watched, longest);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Outcome> ended(Process process, CompletableFuture<Process> watched, Duration longest)
            throws IOException, InterruptedException {
        try (InputStream out = process.getInputStream()) {
            String printed = new String(out.readNBytes(MOST), StandardCharsets.UTF_8);
            boolean over = !process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
            return over || watched.isCompletedExceptionally()
                    ? Optional.empty()
                    : Optional.of(new Outcome(process.exitValue(), printed));
        } finally {
            process.destroyForcibly();
        }
    }
}
