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
    void aProcessThatIsGoneRefusedNothing() {
        refusals.asked(Sense.OWNERS, 7, -Kernel.EACCES);

        refusals.asked(Sense.OWNERS, 7, -Kernel.ENOENT);

        assertThat(refusals.any(Sense.OWNERS)).isFalse();
    }
}
