package io.hangup.agent.loop;

import static io.hangup.agent.Samples.BOOT;
import static io.hangup.agent.Samples.COOKIE;
import static io.hangup.agent.Samples.FACTS;
import static io.hangup.agent.Samples.HOST;
import static io.hangup.agent.Samples.LOCAL;
import static io.hangup.agent.Samples.MONITOR;
import static io.hangup.agent.Samples.NOON;
import static io.hangup.agent.Samples.PEER;
import static io.hangup.agent.Samples.PTY;
import static io.hangup.agent.Samples.command;
import static io.hangup.agent.Samples.connection;
import static io.hangup.agent.Samples.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.Controlling;
import io.hangup.agent.FakeHost;
import io.hangup.agent.Samples;
import io.hangup.agent.executor.Journal;
import io.hangup.agent.executor.LocalExecutor;
import io.hangup.agent.journal.FileJournal;
import io.hangup.agent.signal.PidReuse;
import io.hangup.agent.signal.PidReuse.Victim;
import io.hangup.agent.signal.PidfdHand;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A pid that was given to an innocent process between a decision and its command: real processes, real pidfds.
class ReusedPidTest {
    private final FakeHost host = new FakeHost();

    private LocalExecutor executor(Journal journal) {
        return new LocalExecutor(
                new Identity(HOST, BOOT, FACTS, Map.of(), 1),
                Optional.empty(),
                Controlling.CHECK,
                List.of(),
                new LocalExecutor.Ports(host, new PidfdHand(), host, journal, host, Optional.empty()));
    }

    @Test
    void sparesTheInnocentThatGotThePid(@TempDir Path folder) throws Exception {
        PidReuse.assumePossible();
        var target = new Victim();
        var server = new HostProcess(target.stamp(), 0, "sshd", ProcessState.SLEEPING);
        host.view = view(connection(
                Optional.of(MONITOR), Optional.of(server), connection().tcp(), PTY));
        target.outliveATick();
        target.close();
        try (Victim innocent = PidReuse.reuse(target.pid());
                var journal = FileJournal.open(folder, NOON, Samples.uptime(host::running));
                var cycle = new DutyCycle(
                        new Identity(HOST, BOOT, FACTS, Map.of(), 1),
                        Rhythm.USUAL,
                        List.of(),
                        new DutyCycle.Ports(host, host, executor(journal), host, Optional.empty()),
                        () -> {})) {
            host.news.add(new News.Called(Controlling.signed(
                    command("c-1", new CommandTarget.OneConnection(COOKIE, LOCAL, PEER, server.stamp(), 0), 5))));
            cycle.turn();

            cycle.turn();

            assertThat(host.receipts).singleElement().satisfies(receipt -> {
                assertThat(receipt.steps()).isEmpty();
                assertThat(receipt.outcome())
                        .isInstanceOfSatisfying(
                                Outcome.Refused.class,
                                refused -> assertThat(refused.because())
                                        .startsWith("process " + innocent.pid() + " is another one now (started "));
            });
            assertThat(innocent.process().waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}
