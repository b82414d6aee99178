package io.hangup.controller.rule;

/// What is wrong with a rules file, and where.
///
/// @param line and `column` count from 1
/// @param source the line as written; empty where there is none
public record RuleProblem(String file, int line, int column, String message, String source) {
    private static final String MARGIN = "    ";

    /// `rules.yaml:5:11: unknown fact …`, the line, and a caret below the exact spot.
    public String show() {
        String where = file + ":" + line + ":" + column + ": " + message;
        return source.isEmpty() ? where : where + "\n" + MARGIN + source + "\n" + MARGIN + indent() + "^";
    }

    /// Tabs stay tabs, so that the caret stays below its spot.
    private String indent() {
        StringBuilder indent = new StringBuilder();
        for (int i = 0; i < column - 1; i++) {
            indent.append(i < source.length() && source.charAt(i) == '\t' ? '\t' : ' ');
        }
        return indent.toString();
    }
}
