package io.hangup.trials.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaledRulesTest {
    private static final int THIRTIETH = 30;

    @Test
    void dividesDurationsOfConditionsAndHoldingTimes() {
        var rules = new ScaledRules("""
                  - id: quiet
                    when: a > duration("1h30m") && b > duration("5m30s") && c >= 9
                    for: 2m   # without a break
                    limits: {perHost: 2/10m}
                """);

        ScaledRules scaled = rules.by(THIRTIETH);

        assertThat(scaled.text()).isEqualTo("""
                  - id: quiet
                    when: a > duration("180000ms") && b > duration("11000ms") && c >= 9
                    for: 4000ms   # without a break
                    limits: {perHost: 2/10m}
                """);
    }

    @Test
    void theShippedRulesAreAllScaledAndOtherwiseUntouched() {
        ScaledRules shipped = ScaledRules.shippedBy(1);

        ScaledRules scaled = ScaledRules.shippedBy(THIRTIETH);

        assertThat(scaled.ids()).isEqualTo(shipped.ids()).contains("dead-peer", "pre-auth-silent");
        assertThat(withoutTimes(scaled)).isEqualTo(withoutTimes(shipped));
        assertThat(scaled.text())
                .doesNotContainPattern("duration\\(\"[0-9]+[hm]\"")
                .doesNotContainPattern("for: [0-9]+m\n");
    }

    private static String withoutTimes(ScaledRules rules) {
        return rules.text()
                .replaceAll("duration\\(\"[0-9a-z]+\"\\)", "duration()")
                .replaceAll("(?m)^( +for:) [0-9]+[a-z]+", "$1");
    }
}
