package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.census.PipeEnd;
import io.hangup.agent.census.ProcessFact;
import io.hangup.agent.census.ServerFact;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes of which nothing can be read, as when no descriptor is left: each read fails, and says not that they are
/// gone. Here a file stands where `/proc` should be.
class UnreadableTest {
    private static final HostProcess SHELL =
            new HostProcess(new ProcessStamp(7, 100), 0, "sshd", ProcessState.SLEEPING);
    private static final ProcessFact PROCESS = new ProcessFact(SHELL, 1, 7, 0, -1, 5);
    private static final ServerFact SERVER = new ServerFact(
            PROCESS,
            "sshd",
            Implementation.OPENSSH,
            ServerFact.UNSET,
            ServerFact.UNSET,
            true,
            0,
            Set.of(4_711L),
            List.of(new PipeEnd(42, 5, false)));

    @TempDir
    private Path folder;

    private final Arena arena = Arena.ofConfined();
    private ProcFiles files;
    private ProcessReader reader;

    @BeforeEach
    void stopReading() throws IOException {
        Kernel kernel = new Kernel(arena);
        files = new ProcFiles(kernel, arena, Files.createFile(folder.resolve("proc")));
        reader = new ProcessReader(
                files,
                new DescriptorKind(kernel, files, arena),
                new Cgroups(files),
                ProbeSettings.defaults("test"),
                1,
                1,
                true);
    }

    @AfterEach
    void release() {
        files.close();
        arena.close();
    }

    @Test
    void areAsTheyWere() {
        ProcessFact now = reader.process(7, PROCESS);

        assertThat(now).isSameAs(PROCESS);
        assertThat(reader.refusals().any(Sense.PROCESSES)).isTrue();
    }

    @Test
    void areNotMadeUp() {
        ProcessFact now = reader.process(7, null);

        assertThat(now).isNull();
        assertThat(reader.unread(7)).isTrue();
    }

    @Test
    void holdWhatTheyHeld() {
        ServerFact now = reader.server(PROCESS, SERVER, true);

        assertThat(now).isEqualTo(SERVER);
        assertThat(reader.refusals().any(Sense.OWNERS)).isTrue();
    }

    @Test
    void areStillServersOfTheirConnections() {
        Roster roster = new Roster(reader);
        roster.servers.put(7, SERVER);
        roster.holders.put(4_711L, List.of(7));

        ServerFact now = roster.meet(7, true);

        assertThat(now).isEqualTo(SERVER);
        assertThat(roster.holders).containsKey(4_711L);
    }

    @Test
    void countAsAliveAfterAnEnding() {
        LoginProcesses logins = new LoginProcesses(files, reader);

        List<HostProcess> alive = logins.stillAlive(List.of(SHELL));

        assertThat(alive).containsExactly(SHELL);
    }
}
