package io.hangup.controller.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/// What people read when a rules file is wrong, to the letter.
class RuleProblemsTest {
    static final List<Arguments> cases = List.of();

    @ParameterizedTest
    @FieldSource("cases")
    void saysWhatIsWrongAndWhere(String yaml, String expected) {
        String shown = show(yaml);

        assertThat(shown).isEqualTo(expected);
    }

    static String show(String yaml) {
        return switch (RuleFile.parse("rules.yaml", yaml)) {
            case RuleFile.Good(var rules) -> "good: " + rules.size();
            case RuleFile.Bad(var problems) ->
                problems.stream().map(RuleProblem::show).collect(Collectors.joining("\n"));
        };
    }
}
