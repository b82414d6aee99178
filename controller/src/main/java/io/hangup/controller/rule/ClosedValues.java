package io.hangup.controller.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds comparisons that can never be true, such as `connection.phase == "preauth"`: a misspelt value would
/// make a rule that silently never finds anything, or its negation one that finds everything.
final class ClosedValues {
    private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in");

    private final CelAbstractSyntaxTree ast;

    ClosedValues(CelAbstractSyntaxTree ast) {
        this.ast = ast;
    }

    List<Complaint> check() {
        List<Complaint> complaints = new ArrayList<>();
        CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(expr -> expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL)
                .filter(expr -> COMPARISONS.contains(expr.call().function()))
                .forEach(expr -> check(expr.call().args(), complaints));
        return complaints;
    }

    private void check(List<CelExpr> sides, List<Complaint> complaints) {
        for (CelExpr side : sides) {
            fact(side)
                    .filter(fact -> !fact.values().isEmpty())
                    .ifPresent(fact -> sides.stream()
                            .flatMap(ClosedValues::literals)
                            .filter(literal ->
                                    !fact.values().contains(literal.constant().stringValue()))
                            .forEach(literal -> complaints.add(complaint(fact, literal))));
        }
    }

    private Complaint complaint(Fact fact, CelExpr literal) {
        String written = literal.constant().stringValue();
        int offset = ast.getSource().getPositionsMap().getOrDefault(literal.id(), 0);
        return new Complaint(
                offset, fact.name() + " is never \"" + written + "\"; it can be " + String.join(", ", fact.values()));
    }

    private Optional<Fact> fact(CelExpr expr) {
        CelReference reference = ast.getReferenceMap().get(expr.id());
        return reference == null
                ? Optional.empty()
                : Optional.ofNullable(Vocabulary.byName().get(reference.name()));
    }

    private static Stream<CelExpr> literals(CelExpr expr) {
        return switch (expr.exprKind().getKind()) {
            case CONSTANT ->
                expr.constant().getKind() == CelConstant.Kind.STRING_VALUE ? Stream.of(expr) : Stream.empty();
            case LIST -> expr.list().elements().stream().flatMap(ClosedValues::literals);
            default -> Stream.empty();
        };
    }
}
