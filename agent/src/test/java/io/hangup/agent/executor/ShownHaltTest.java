package io.hangup.agent.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.loop.Clock;
import io.hangup.agent.policy.Law;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShownHaltTest {
    private Law law = new Law.Broken("first");
    private int readings;
    private Duration running = Duration.ofHours(1);
    private final ShownHalt halt = new ShownHalt(
            () -> {
                readings++;
                return law;
            },
            new Clock() {
                @Override
                public Instant now() {
                    return Instant.EPOCH;
                }

                @Override
                public Duration running() {
                    return running;
                }
            });

    @Test
    void isReadOnceIn4Seconds() {
        Optional<String> first = halt.get();
        law = new Law.Broken("second");
        running = running.plusMillis(3_999);

        assertThat(halt.get()).isEqualTo(first);
        assertThat(readings).isEqualTo(1);

        running = running.plusMillis(1);
        assertThat(halt.get()).isNotEqualTo(first);
    }
}
