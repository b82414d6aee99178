package io.hangup.controller;

import io.hangup.controller.rule.Rule;
import io.hangup.controller.rule.RuleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The rules that apply where nobody wrote any: one for each way to be stuck that is known, all in shadow.
final class ShippedRules {
    static final String FILE = "rules.yaml";

    private ShippedRules() {}

    static List<Rule> read() {
        try (InputStream file = ShippedRules.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the controller was built without " + FILE);
            }
            String yaml = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return switch (RuleFile.parse("shipped " + FILE, yaml)) {
                case RuleFile.Good(var rules) -> rules;
                case RuleFile.Bad(var problems) -> throw new IllegalStateException("the shipped rules: " + problems);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
