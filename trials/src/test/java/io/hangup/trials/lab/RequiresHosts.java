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
import org.junit.platform.commons.support.AnnotationSupport;

/// Skips the tests of a class where no lab can be raised, saying what is missing and its cure.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresHosts.Condition.class)
public @interface RequiresHosts {
    /// Whether they are booted ones.
    boolean booted() default false;

    /// Looks once a test run.
    final class Condition implements ExecutionCondition {
        private static final List<String> MISSING = Lab.requirements();
        private static final List<String> MISSING_TO_BOOT = Lab.requirementsToBoot();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            boolean booted = AnnotationSupport.findAnnotation(context.getElement(), RequiresHosts.class)
                    .map(RequiresHosts::booted)
                    .orElse(false);
            List<String> missing = booted ? MISSING_TO_BOOT : MISSING;
            return missing.isEmpty()
                    ? ConditionEvaluationResult.enabled("a lab can be raised here")
                    : ConditionEvaluationResult.disabled(String.join(" ", missing));
        }
    }
}
