package io.hangup.controller.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Rules as tests write them.
public final class Written {
    private Written() {}

    public static List<Rule> rules(String yaml) {
        return switch (RuleFile.parse("test", yaml)) {
            case RuleFile.Good(var rules) -> rules;
            case RuleFile.Bad(var problems) ->
                throw new IllegalArgumentException(String.join(
                        "\n", problems.stream().map(RuleProblem::show).toList()));
        };
    }

    /// One rule on the whole fleet.
    public static Rule rule(String on, String when) {
        return rules("""
                rules:
                  - {id: a, summary: b, on: %s, where: fleet, when: '%s'}
                """.formatted(on, when)).getFirst();
    }

    /// The rules that come with the controller.
    public static List<Rule> shipped() {
        try (InputStream file =
                Objects.requireNonNull(Written.class.getResourceAsStream("/io/hangup/controller/rules.yaml"))) {
            return rules(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
