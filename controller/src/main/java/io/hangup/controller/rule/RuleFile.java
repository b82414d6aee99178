package io.hangup.controller.rule;

import java.util.List;

/// A rules file, read: every rule of it, or every problem.
public sealed interface RuleFile {
    /// @param rules in the order of the file
    record Good(List<Rule> rules) implements RuleFile {
        public Good {
            rules = List.copyOf(rules);
        }
    }

    /// @param problems all of them, in the order of the file
    record Bad(List<RuleProblem> problems) implements RuleFile {
        public Bad {
            problems = List.copyOf(problems);
        }
    }

    /// @param fileName for messages only
    static RuleFile parse(String fileName, String yaml) {
        return new RuleReader(fileName, yaml).read();
    }
}
