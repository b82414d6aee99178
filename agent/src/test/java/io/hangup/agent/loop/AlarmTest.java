package io.hangup.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private static final Duration LATER = Duration.ofDays(1);

    private final Alarm alarm = new Alarm();

    private long looksAfter(int deaths, Duration apart) {
        return IntStream.range(0, deaths)
                .filter(i -> alarm.look(apart.multipliedBy(i), LATER).isPresent())
                .count();
    }

    @Test
    void looksShortlyAfterADeath() {
        assertThat(alarm.look(Duration.ofSeconds(7), LATER)).contains(Duration.ofMillis(7_050));
    }

    @Test
    void leavesItToTheNextLookWhenThatIsAsSoon() {
        assertThat(alarm.look(Duration.ofSeconds(7), Duration.ofMillis(7_050))).isEmpty();
    }

    @Test
    void doesNotLookAllTheTimeWhereSessionsEndAllTheTime() {
        long looks = looksAfter(600, Duration.ofMillis(100));

        assertThat(looks).isEqualTo(Alarm.MOST + 29);
    }

    @Test
    void savesNoLooksUpInALongCalm() {
        looksAfter(600, Duration.ofMillis(100));

        long looks = IntStream.range(0, 100)
                .filter(_ -> alarm.look(Duration.ofHours(1), LATER).isPresent())
                .count();

        assertThat(looks).isEqualTo(Alarm.MOST);
    }
}
