package io.hangup.controller.rule;

import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// A file's text, and where in it things are. Everything counts code points, as YAML and CEL do.
final class SourceText {
    private final String file;
    private final List<String> lines;
    private final int[] text;

    SourceText(String file, String text) {
        this.file = file;
        this.text = text.codePoints().toArray();
        this.lines = text.lines().toList();
    }

    RuleProblem at(Mark mark, String message) {
        return problem(mark.getLine(), mark.getColumn(), message);
    }

    /// @param offset of a character of the scalar's value
    RuleProblem in(ScalarNode scalar, int offset, String message) {
        int spot = Alignment.of(scalar, text)[Math.min(offset, scalar.getValue().codePointCount(0, length(scalar)))];
        int line = 0;
        int column = 0;
        for (int i = 0; i < spot; i++) {
            boolean ends = text[i] == '\n';
            line += ends ? 1 : 0;
            column = ends ? 0 : column + 1;
        }
        return problem(line, column, message);
    }

    RuleProblem top(String message) {
        return new RuleProblem(file, 1, 1, message, lines.isEmpty() ? "" : lines.getFirst());
    }

    private RuleProblem problem(int line, int column, String message) {
        String source = line < lines.size() ? lines.get(line) : "";
        return new RuleProblem(file, line + 1, column + 1, message, source);
    }

    private static int length(ScalarNode scalar) {
        return scalar.getValue().length();
    }
}
