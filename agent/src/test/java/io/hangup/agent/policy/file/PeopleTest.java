package io.hangup.agent.policy.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.policy.Person;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleTest {
    private static final HostProcess SHELL =
            new HostProcess(new ProcessStamp(42, 1), 1_000, "bash", ProcessState.SLEEPING);

    @TempDir
    private Path root;

    @Test
    void knowsTheGroupsThatTheKernelGave() throws IOException {
        Person mallory = mallory("bash", "27 1000");

        assertThat(mallory.groups()).contains("sudo", "mallory");
    }

    /// The kernel escapes `\\n` in a process's name, and no other end of a line.
    @Test
    void takesNoGroupFromTheNameOfAProcess() throws IOException {
        Person mallory = mallory("\rGroups:\t27", "1000");

        assertThat(mallory.groups()).contains("mallory").doesNotContain("sudo", "27");
    }

    /// As directory services give out: the kernel and all files write them unsigned.
    @Test
    void knowsAUserByANumberBeyondHalfOfAll() throws IOException {
        write("etc/passwd", "svc:x:3000000000:27::/:/bin/sh\n");
        write("etc/group", "sudo:x:27:\n");
        write("proc/42/status", "Name:\tbash\nUid:\t3000000000\t3000000000\nGid:\t27\nGroups:\t27 \n");

        Person svc = new People(root).of((int) 3_000_000_000L, List.of(SHELL));

        assertThat(svc.names()).containsExactlyInAnyOrder("3000000000", "svc");
        assertThat(svc.groupsSeen()).isTrue();
    }

    private Person mallory(String name, String groups) throws IOException {
        write("etc/passwd", "mallory:x:1000:1000::/:/bin/sh\n");
        write("etc/group", "root:x:0:\nsudo:x:27:\nmallory:x:1000:\n");
        write(
                "proc/42/status",
                "Name:\t" + name + "\nUmask:\t0022\nUid:\t1000\t1000\t1000\t1000\n"
                        + "Gid:\t1000\t1000\t1000\t1000\nGroups:\t" + groups + " \n");
        return new People(root).of(1_000, List.of(SHELL));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }
}
