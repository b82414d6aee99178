package io.hangup.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InheritedTest {
    private static final Map<String, String> GIVEN =
            Map.of("LISTEN_PID", "42", "LISTEN_FDS", "3", "LISTEN_FDNAMES", "executor:sock-diag:sock-diag");

    @Test
    void findsDescriptorsByName() {
        Inherited inherited = Inherited.from(GIVEN, 42);

        assertThat(inherited.named("sock-diag")).containsExactly(4, 5);
        assertThat(inherited.named("executor")).containsExactly(3);
        assertThat(inherited.named("other")).isEmpty();
    }

    @Test
    void takesNothingThatIsMeantForAnotherProcess() {
        assertThat(Inherited.from(GIVEN, 43).named("sock-diag")).isEmpty();
    }

    @Test
    void takesNothingThatMakesNoSense() {
        assertThat(Inherited.from(Map.of("LISTEN_PID", "42", "LISTEN_FDS", "-1"), 42)
                        .named(""))
                .isEmpty();
        assertThat(Inherited.from(Map.of("LISTEN_PID", "42", "LISTEN_FDS", "99999999999"), 42)
                        .named(""))
                .isEmpty();
        assertThat(Inherited.from(Map.of(), 42).named("")).isEmpty();
    }
}
