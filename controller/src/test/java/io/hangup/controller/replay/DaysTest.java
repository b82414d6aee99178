package io.hangup.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.kind.Kinds;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Every failure names its seed: `new Days(seed, stormy)` plays the same days again.
class DaysTest {
    @Test
    void inCalmDaysEachKindIsFoundInTimeAndNothingElseIs() {
        Days days = new Days(1, false).live(Duration.ofHours(12));

        assertThat(days.judged()).isGreaterThan(1_500);
        assertThat(Kinds.all()).allSatisfy(kind -> {
            kind.stuck()
                    .ifPresent(rule -> assertThat(days.foundAfter(kind, rule))
                            .as("%s by %s", kind, rule)
                            .hasValueSatisfying(after -> assertThat(after).isBetween(earliest(rule), latest(rule))));
            kind.noticed()
                    .forEach(rule -> assertThat(days.foundAfter(kind, rule))
                            .as("%s by %s", kind, rule)
                            .isPresent());
        });
    }

    /// Outages of the host's way to Kafka, restarts of the controller, suspends, and a clock that is set by up to 40
    /// minutes either way, several of each a day.
    @Test
    void inStormyDaysNothingIsCalledStuckThatIsNot() {
        long seed = new Random().nextLong();

        Days days = new Days(seed, true).live(Duration.ofDays(2));

        assertThat(days.judged()).as("seed %d", seed).isGreaterThan(1_000);
        assertThat(Kinds.all()
                        .filter(kind -> kind.stuck()
                                .flatMap(rule -> days.foundAfter(kind, rule))
                                .isPresent()))
                .as("seed %d: what is stuck is found all the same", seed)
                .hasSizeGreaterThan(3);
    }

    private static Duration earliest(String rule) {
        return rule.equals("pre-auth-silent") ? Duration.ofMinutes(6) : Duration.ofMinutes(15);
    }

    private static Duration latest(String rule) {
        return switch (rule) {
            case "vanished-peer" -> Duration.ofMinutes(50);
            case "pre-auth-silent" -> Duration.ofMinutes(63);
            default -> Duration.ofMinutes(20);
        };
    }
}
