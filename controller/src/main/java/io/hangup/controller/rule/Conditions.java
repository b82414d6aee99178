package io.hangup.controller.rule;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Compiles conditions written in CEL against the vocabulary of one scope.
final class Conditions {
    private static final Set<String> LOGIC = Set.of("_&&_", "_||_", "_?_:_", "!_");
    private static final Map<Scope, Conditions> OF = new EnumMap<>(Scope.class);

    static {
        for (Scope scope : Scope.values()) {
            OF.put(scope, new Conditions(scope));
        }
    }

    private final Scope scope;
    private final Cel cel;
    private final CelValidator validator;

    private Conditions(Scope scope) {
        this.scope = scope;
        this.cel = cel(scope);
        this.validator = CelValidatorFactory.standardCelValidatorBuilder(cel)
                .addAstValidators(DurationLiteralValidator.INSTANCE, RegexLiteralValidator.INSTANCE)
                .build();
    }

    static Conditions of(Scope scope) {
        return Objects.requireNonNull(OF.get(scope));
    }

    private static Cel cel(Scope scope) {
        CelBuilder builder = CelFactory.plannerCelBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(SimpleType.BOOL)
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .build());
        Vocabulary.in(scope)
                .forEach(fact -> builder.addVar(fact.name(), fact.kind().type()));
        return builder.build();
    }

    /// What is wrong with a condition; nothing when it can be compiled.
    List<Complaint> check(String text) {
        Wording wording = new Wording(text, scope);
        CelValidationResult compiled = cel.compile(text);
        if (compiled.hasError()) {
            return wording.of(compiled.getErrors());
        }
        CelAbstractSyntaxTree ast = ast(compiled);
        CelValidationResult validated = validator.validate(ast);
        if (validated.hasError()) {
            return wording.of(validated.getErrors());
        }
        return facts(ast).isEmpty()
                ? List.of(new Complaint(0, "it speaks of no fact, so it is the same for everything"))
                : new ClosedValues(ast).check();
    }

    /// The parts of a condition that was checked before.
    List<Condition> compile(String text) {
        List<Condition> conditions = new ArrayList<>();
        for (String part : Parts.of(text)) {
            CelAbstractSyntaxTree ast = ast(cel.compile(part));
            try {
                conditions.add(new Condition(part, facts(ast), plain(ast), cel.createProgram(ast)));
            } catch (CelEvaluationException e) {
                throw new IllegalStateException("a checked condition can be planned: " + part, e);
            }
        }
        return List.copyOf(conditions);
    }

    private static CelAbstractSyntaxTree ast(CelValidationResult result) {
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new IllegalStateException("a checked condition has no errors", e);
        }
    }

    private static List<Fact> facts(CelAbstractSyntaxTree ast) {
        return ast.getReferenceMap().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Vocabulary.byName().get(entry.getValue().name()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static boolean plain(CelAbstractSyntaxTree ast) {
        return CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .noneMatch(Conditions::decidesAlone);
    }

    private static boolean decidesAlone(CelExpr expr) {
        return switch (expr.exprKind().getKind()) {
            case CALL -> LOGIC.contains(expr.call().function());
            case COMPREHENSION -> true;
            default -> false;
        };
    }
}
