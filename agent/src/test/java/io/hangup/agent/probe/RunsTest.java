package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.agent.census.ProcessFact;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whether real processes have run.
class RunsTest {
    private final Arena arena = Arena.ofConfined();
    private final Kernel kernel = new Kernel(arena);
    private final ProcFiles files = new ProcFiles(kernel, arena, Path.of("/proc"));
    private final int self = (int) ProcessHandle.current().pid();
    private final ProcessReader reader = new ProcessReader(
            files,
            new DescriptorKind(kernel, files, arena),
            new Cgroups(files),
            ProbeSettings.defaults("test"),
            self,
            self,
            true);
    private final Runs runs = reader.runs();

    @AfterEach
    void release() {
        arena.close();
    }

    @Test
    void knowsThatAShellHasNotRunUntilSomebodyTypes() throws IOException {
        Process shell = new ProcessBuilder("sh").start();
        try (BufferedReader said = shell.inputReader();
                var keyboard = shell.outputWriter()) {
            ProcessFact known = asleep(shell);

            keyboard.write("echo here\n");
            keyboard.flush();
            String answer = said.readLine();
            boolean stands = runs.stands(known);

            assertThat(answer).isEqualTo("here");
            assertThat(stands).isFalse();
            assertThat(runs.stood(known.pid())).isFalse();
        } finally {
            shell.destroyForcibly();
        }
    }

    @Test
    void seesThatASleepingProcessWasStopped() throws IOException {
        Process shell = new ProcessBuilder("sh").start();
        try {
            ProcessFact known = asleep(shell);

            new ProcessBuilder("kill", "-STOP", Long.toString(shell.pid()))
                    .start()
                    .onExit()
                    .join();

            await("the stop").atMost(Duration.ofSeconds(10)).pollInSameThread().until(() -> !runs.stands(known));
        } finally {
            shell.destroyForcibly();
        }
    }

    @Test
    void hasAProcessReadAnewAtLeastEveryTenthTime() throws IOException {
        Process shell = new ProcessBuilder("sh").start();
        try {
            ProcessFact known = asleep(shell);

            int inARow = 1;
            while (runs.stands(known)) {
                inARow++;
            }

            assertThat(inARow).isEqualTo(9);
        } finally {
            shell.destroyForcibly();
        }
    }

    @Test
    void knowsNothingOfAProcessWithSeveralThreads() {
        ProcessFact known = read(self);

        runs.stands(known);
        read(self);

        assertThat(runs.stood(self)).isFalse();
    }

    @Test
    void forgetsWhoIsGone() throws IOException {
        Process shell = new ProcessBuilder("sh").start();
        try {
            ProcessFact known = asleep(shell);

            runs.retain(Set.of());

            assertThat(runs.stood(known.pid())).isFalse();
        } finally {
            shell.destroyForcibly();
        }
    }

    private ProcessFact asleep(Process process) {
        int pid = (int) process.pid();
        await("it sleeps")
                .atMost(Duration.ofSeconds(10))
                .pollInSameThread()
                .until(() -> runs.stands(read(pid)) && runs.stood(pid));
        return read(pid);
    }

    private ProcessFact read(int pid) {
        return Objects.requireNonNull(reader.process(pid, null));
    }
}
