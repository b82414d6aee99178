package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.census.ProcessFact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Below real processes.
class DescendantsTest {
    private final RealProc proc = new RealProc();

    @AfterEach
    void release() {
        proc.close();
    }

    /// What a JVM runs is started by a thread that is not its first, as with Go and many build tools: the first one's
    /// list of children is empty.
    @Test
    void findsWhomAnotherThreadStarted() throws IOException {
        Process worker = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessFact leader = Objects.requireNonNull(proc.reader.process(proc.self, null));
            List<Integer> children = new ArrayList<>();
            var descendants = new Descendants(proc.reader, Map.of());

            boolean all = proc.reader.children(proc.self, children::add);
            descendants.walk(leader, false);

            assertThat(all).isTrue();
            assertThat(children).contains((int) worker.pid());
            assertThat(descendants.met()).extracting(ProcessFact::pid).contains((int) worker.pid());
        } finally {
            worker.destroyForcibly();
        }
    }
}
