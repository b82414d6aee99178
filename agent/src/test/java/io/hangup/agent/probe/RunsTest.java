package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.agent.census.ProcessFact;
import io.hangup.protocol.session.ProcessState;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whether real processes have run.
class RunsTest {
    private final RealProc proc = new RealProc();
    private final int self = proc.self;
    private final ProcessReader reader = proc.reader;
    private final Runs runs = reader.runs();

    @AfterEach
    void release() {
        proc.close();
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

            await("the stop")
                    .atMost(Duration.ofSeconds(10))
                    .pollInSameThread()
                    .until(() -> read(known.pid()).process().state() == ProcessState.STOPPED);

            assertThat(runs.stands(known)).isFalse();
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

        for (int i = 0; i < 3; i++) {
            assertThat(runs.stands(known)).as("asked %d times before", i).isFalse();
            read(self);
        }
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
