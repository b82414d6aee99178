package io.hangup.controller.rule;

import io.hangup.protocol.finding.Clause;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Target;
import java.util.List;

/// What one rule says of one target now. A target that no judgement names is live.
public sealed interface Judgement {
    Rule rule();

    Target target();

    Finding.Subject subject();

    List<Clause> evidence();

    /// The condition holds at this moment; whether for long enough is the governor's to know.
    record Holds(Rule rule, Target target, Finding.Subject subject, List<Clause> evidence) implements Judgement {
        public Holds {
            evidence = List.copyOf(evidence);
        }
    }

    /// A fact that the rule needs can't be seen, so nobody can say.
    record Unknown(Rule rule, Target target, Finding.Subject subject, List<Clause> evidence, String why)
            implements Judgement {
        public Unknown {
            evidence = List.copyOf(evidence);
        }
    }
}
