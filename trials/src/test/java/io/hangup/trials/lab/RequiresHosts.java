package io.hangup.trials.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips the tests of a class where no lab can be raised, saying what is missing and its cure.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresHosts.Condition.class)
public @interface RequiresHosts {

    /// Looks once a test run.
    final class Condition implements ExecutionCondition {
        private static final List<String> MISSING = Lab.requirements();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return MISSING.isEmpty()
                    ? ConditionEvaluationResult.enabled("a lab can be raised here")
                    : ConditionEvaluationResult.disabled(String.join(" ", MISSING));
        }
    }
}
