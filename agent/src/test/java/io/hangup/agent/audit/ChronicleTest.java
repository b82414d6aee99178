package io.hangup.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.snapshot.Control;
import io.hangup.protocol.snapshot.Control.Effect;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChronicleTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(3_600);

    private static Judgement alive(String value, Effect effect, String meaning) {
        return Judgement.of("ClientAliveInterval", value, effect, meaning);
    }

    @Test
    void remembersSinceWhen() {
        List<Control> first = Chronicle.update(List.of(), List.of(alive("5", Effect.PARTLY, "a")), NOON);

        List<Control> second = Chronicle.update(first, List.of(alive("5", Effect.PARTLY, "b")), LATER);

        assertThat(second.getFirst().since()).isEqualTo(NOON);
        assertThat(second.getFirst().meaning()).isEqualTo("b");
        assertThat(second.getFirst().drifted()).isFalse();
    }

    @Test
    void aWeakerValueIsADriftAndAStrongerIsNot() {
        List<Control> weak = Chronicle.update(List.of(), List.of(alive("0", Effect.NONE, "a")), NOON);

        List<Control> strong = Chronicle.update(weak, List.of(alive("5", Effect.PARTLY, "b")), LATER);
        List<Control> weakAgain = Chronicle.update(strong, List.of(alive("0", Effect.NONE, "a")), LATER);

        assertThat(strong.getFirst().drifted()).isFalse();
        assertThat(strong.getFirst().before()).contains("0");
        assertThat(weakAgain.getFirst().drifted()).isTrue();
        assertThat(weakAgain.getFirst().before()).contains("5");
        assertThat(weakAgain.getFirst().since()).isEqualTo(LATER);
    }

    @Test
    void whatIsNotInForceHasDriftedAlsoAtTheFirstLook() {
        Judgement late = alive("5", Effect.PARTLY, "a").notInForce("because.");

        List<Control> controls = Chronicle.update(List.of(), List.of(late), NOON);

        assertThat(controls.getFirst().drifted()).isTrue();
        assertThat(controls.getFirst().before()).isEmpty();
    }

    @Test
    void whatCouldNotBeReadOnceKeepsItsAge() {
        List<Control> first = Chronicle.update(List.of(), List.of(alive("5", Effect.PARTLY, "a")), NOON);
        List<Control> memory = Chronicle.remember(first, Chronicle.update(first, List.of(), LATER), 10);

        List<Control> again = Chronicle.update(memory, List.of(alive("5", Effect.PARTLY, "a")), LATER);

        assertThat(again.getFirst().since()).isEqualTo(NOON);
    }
}
