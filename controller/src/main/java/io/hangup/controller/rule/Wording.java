package io.hangup.controller.rule;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says CEL's complaints in our words.
final class Wording {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern CHAIN = Pattern.compile("[A-Za-z_]\\w*(?:\\s*\\.\\s*[A-Za-z_]\\w*)*");
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern RESULT = Pattern.compile("expected type 'bool' but found '([^']*)'.*");
    private static final Pattern SYNTAX = Pattern.compile(
            "(token recognition error|extraneous input|mismatched input|no viable|missing).*", Pattern.DOTALL);

    private final String text;
    private final Scope scope;

    Wording(String text, Scope scope) {
        this.text = text;
        this.scope = scope;
    }

    /// After a mistake in the grammar only the first is said: the rest follow from it.
    List<Complaint> of(List<CelIssue> issues) {
        List<Complaint> complaints = new ArrayList<>();
        for (CelIssue issue : issues) {
            String message = issue.getMessage();
            int offset = offset(issue.getSourceLocation());
            if (SYNTAX.matcher(message).matches()) {
                return List.of(new Complaint(offset, syntax(message)));
            }
            complaints.add(of(message, offset));
        }
        return complaints;
    }

    private Complaint of(String message, int offset) {
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            return undeclared(undeclared.group(1), offset);
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            return new Complaint(offset, overload(overload.group(1), overload.group(2)));
        }
        Matcher result = RESULT.matcher(message);
        if (result.matches()) {
            return new Complaint(offset, "a condition is true or false, and this is of type " + type(result.group(1)));
        }
        if (message.startsWith("duration validation failed")) {
            return new Complaint(
                    offset, "not a duration: write it as \"90s\", \"30m\" or \"1h30m\"; hours are the largest unit");
        }
        if (message.startsWith("Regex validation failed")) {
            return new Complaint(
                    offset,
                    "not a regular expression"
                            + message.lines()
                                    .findFirst()
                                    .map(line -> line.replace("Regex validation failed. Reason", ""))
                                    .orElse(""));
        }
        return new Complaint(offset, message);
    }

    private Complaint undeclared(String name, int offset) {
        Matcher chain = CHAIN.matcher(text).region(codeUnit(offset), text.length());
        if (!chain.lookingAt()
                || (text.startsWith("(", chain.end()) && !chain.group().contains("."))) {
            return new Complaint(Math.max(0, offset - name.length()), "unknown function " + name);
        }
        String written = chain.group().replaceAll("\\s", "");
        String fact = text.startsWith("(", chain.end()) ? written.substring(0, written.lastIndexOf('.')) : written;
        Fact elsewhere = Vocabulary.byName().get(fact);
        if (elsewhere != null) {
            return new Complaint(
                    offset,
                    fact + " is a fact of a " + Spelling.of(elsewhere.scope()) + ", and this rule is on: "
                            + Spelling.of(scope));
        }
        List<String> known = Vocabulary.in(scope).stream().map(Fact::name).toList();
        Optional<String> member =
                known.stream().filter(word -> word.startsWith(fact + ".")).findFirst();
        if (member.isPresent()) {
            return new Complaint(offset, fact + " is a group of facts, such as " + member.get());
        }
        int agreed = Nearest.to(fact, known).map(near -> agreed(fact, near)).orElse(0);
        return new Complaint(
                offset + spaced(chain.group(), agreed), "unknown fact " + fact + Nearest.hint(fact, known));
    }

    /// How many characters of whole segments two dotted names share from the start.
    private static int agreed(String fact, String near) {
        int same = 0;
        for (int i = 0; i < Math.min(fact.length(), near.length()) && fact.charAt(i) == near.charAt(i); i++) {
            if (fact.charAt(i) == '.') {
                same = i + 1;
            }
        }
        return same;
    }

    /// Where the `count`th character that is not white space stands.
    private static int spaced(String chain, int count) {
        int left = count;
        int i = 0;
        while (i < chain.length() && (left > 0 || Character.isWhitespace(chain.charAt(i)))) {
            left -= Character.isWhitespace(chain.charAt(i)) ? 0 : 1;
            i++;
        }
        return i;
    }

    private static String overload(String function, String types) {
        String operator = function.replace("_", "").replace("@", "");
        String hint =
                types.contains("Duration") && types.contains("int") ? "; a duration is written duration(\"30m\")" : "";
        return operator + " does not go with " + type(types) + hint;
    }

    private static String type(String celType) {
        return celType.replace("google.protobuf.Duration", "duration")
                .replace("google.protobuf.Timestamp", "timestamp");
    }

    private static String syntax(String message) {
        if (message.startsWith("token recognition error at: '=")) {
            return "= does not compare; write ==";
        }
        if (message.contains("<EOF>' expecting") || message.contains("'<EOF>'")) {
            return "the condition ends too early";
        }
        return "not a condition: " + message.replaceFirst("(?s) expecting .*", "");
    }

    private int offset(CelSourceLocation location) {
        int line = 1;
        int offset = 0;
        for (int point : text.codePoints().toArray()) {
            if (line == location.getLine()) {
                break;
            }
            line += point == '\n' ? 1 : 0;
            offset++;
        }
        return offset + Math.max(0, location.getColumn());
    }

    private int codeUnit(int offset) {
        return text.offsetByCodePoints(0, Math.min(offset, text.codePointCount(0, text.length())));
    }
}
