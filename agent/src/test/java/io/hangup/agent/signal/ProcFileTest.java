package io.hangup.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcFileTest {
    private final ProcFile proc = new ProcFile(Path.of("/proc"));

    /// The kernel lets a process call itself anything, and escapes of it only what begins a line for itself.
    @ParameterizedTest
    @ValueSource(strings = {"\\rUid:\\t7", "\\rUid:\\tx", "\\rSigIgn:\\t1", "\\nUid:\\t7", "a) R 1 1"})
    void isToldTheTruthWhateverAProcessCallsItself(String name) throws IOException, InterruptedException {
        Process named =
                new ProcessBuilder("bash", "-c", "printf '" + name + "' >/proc/$$/comm; echo ready; read _").start();
        try (BufferedReader out = named.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            int pid = (int) named.pid();

            assertThat(proc.read(pid)).hasValueSatisfying(process -> {
                assertThat(process.uid())
                        .isEqualTo(proc.read((int) ProcessHandle.current().pid())
                                .orElseThrow()
                                .uid());
                assertThat(process.stamp().startTicks()).isPositive();
            });
            assertThat(proc.bond(pid))
                    .hasValueSatisfying(bond -> assertThat(bond.ignoresHangup())
                            .isEqualTo(proc.bond((int) ProcessHandle.current().pid())
                                    .orElseThrow()
                                    .ignoresHangup()));
        } finally {
            named.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }
}
