package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.snapshot.Blindspot.Sense;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals();

    @Test
    void lastsUntilTheProcessTells() {
        refusals.asked(Sense.IO, 7, -Kernel.EACCES);
        refusals.asked(Sense.IO, 8, 100);
        boolean refused = refusals.any(Sense.IO);

        refusals.asked(Sense.IO, 7, 100);

        assertThat(refused).isTrue();
        assertThat(refusals.any(Sense.IO)).isFalse();
    }

    @Test
    void lastsNoLongerThanTheProcess() {
        refusals.asked(Sense.PIPES, 7, -Kernel.EPERM);
        refusals.asked(Sense.WAITS, 8, -Kernel.EACCES);

        refusals.retain(Set.of(8));

        assertThat(refusals.any(Sense.PIPES)).isFalse();
        assertThat(refusals.any(Sense.WAITS)).isTrue();
    }

    @Test
    void tellsARefusalFromAWantOfDescriptors() {
        refusals.asked(Sense.OWNERS, 7, -Kernel.EACCES);
        boolean refused = refusals.missed(7);
        String cure = refusals.why(Sense.OWNERS, "it").orElseThrow();

        refusals.asked(Sense.OWNERS, 8, -24);

        assertThat(refused).isFalse();
        assertThat(cure).startsWith("it may not be read");
        assertThat(refusals.missed(8)).isTrue();
        assertThat(refusals.why(Sense.OWNERS, "it").orElseThrow()).startsWith("it could not be read (errno 24)");
    }

    @Test
    void whatWasMissedIsAskedForByTheNextSweep() {
        try (RealProc proc = new RealProc()) {
            Roster roster = new Roster(proc.reader);
            roster.sweep(proc.files, _ -> false, _ -> false);
            proc.reader.refusals().asked(Sense.PROCESSES, proc.self, -24);
            proc.reader.refusals().asked(Sense.IO, proc.self, -24);
            proc.reader.refusals().asked(Sense.WAITS, proc.self, -Kernel.EPERM);

            roster.sweep(proc.files, _ -> false, _ -> false);

            assertThat(proc.reader.refusals().any(Sense.PROCESSES)).isFalse();
            assertThat(proc.reader.refusals().any(Sense.IO)).isFalse();
            assertThat(proc.reader.refusals().any(Sense.WAITS)).isTrue();
        }
    }

    @Test
    void aProcessThatIsGoneRefusedNothing() {
        refusals.asked(Sense.OWNERS, 7, -Kernel.EACCES);

        refusals.asked(Sense.OWNERS, 7, -Kernel.ENOENT);

        assertThat(refusals.any(Sense.OWNERS)).isFalse();
    }
}
