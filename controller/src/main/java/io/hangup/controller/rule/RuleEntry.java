package io.hangup.controller.rule;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Fingerprint;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.config.HumanDuration;
import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.finding.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Reads one rule of a rules file.
final class RuleEntry {
    /// The rule that stands for operators in findings.
    static final String OPERATOR = "operator";

    /// What stands for questions to peers in the ids of commands.
    static final String PROBE = "probe";

    /// What people's requests that end nothing are counted as.
    private static final List<String> HARMLESS = List.of("warn", "keep");

    private static final List<String> KEYS =
            List.of("id", "summary", "on", "where", "when", "for", "do", "warn", "verdict", "mode", "limits");
    private static final List<String> LATER = List.of("reap");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern ALLOWANCE = Pattern.compile("(\\d{1,6})/(\\w{1,20})");
    private static final Map<String, Scope> SCOPES = words(
            Map.entry("host", Scope.HOST),
            Map.entry("connection", Scope.CONNECTION),
            Map.entry("session", Scope.SESSION));
    private static final Map<String, Mode> MODES =
            words(Map.entry("shadow", Mode.SHADOW), Map.entry("enforce", Mode.ENFORCE));
    private static final Map<String, Verdict> VERDICTS =
            words(Map.entry("stuck", Verdict.STUCK), Map.entry("noticed", Verdict.NOTICED));
    private static final Map<String, Optional<Action>> ACTIONS = words(
            Map.entry("report", Optional.empty()),
            Map.entry("warn", Optional.of(Action.WARN)),
            Map.entry("close", Optional.of(Action.CLOSE)),
            Map.entry("drop", Optional.of(Action.DROP)),
            Map.entry("restart-sshd", Optional.of(Action.RESTART_SSHD)));

    private static final int LONGEST_SUMMARY = 400;

    private final Fields fields;
    private final SourceText source;
    private final List<RuleProblem> problems;

    RuleEntry(MappingNode mapping, SourceText source, List<RuleProblem> problems) {
        this.fields = new Fields(mapping, KEYS, source, problems);
        this.source = source;
        this.problems = problems;
    }

    /// Empty when there was a problem.
    Optional<Rule> read() {
        int before = problems.size();
        String id = fields.requiredText("id", "a stable name, such as dead-peer")
                .flatMap(text -> fields.parsed(text, RuleEntry::id))
                .orElse("");
        String summary = fields.requiredText("summary", "one sentence that says what is wrong")
                .flatMap(text -> fields.parsed(text, RuleEntry::summary))
                .orElse("");
        Scope scope = fields.requiredText("on", "host, connection or session")
                .flatMap(text -> fields.oneOf(text, SCOPES))
                .orElse(Scope.SESSION);
        List<Condition> where = fields.requiredText("where", "which of them; the whole fleet is written `where: fleet`")
                .filter(text -> !text.getValue().strip().equals("fleet"))
                .map(text -> conditions(text, scope))
                .orElse(List.of());
        List<Condition> when = fields.requiredText("when", "the condition, in CEL")
                .map(text -> conditions(text, scope))
                .orElse(List.of());
        Duration holdFor = fields.optionalText("for")
                .flatMap(text -> fields.parsed(text, HumanDuration::parse))
                .orElse(Duration.ZERO);
        Optional<Action> action = fields.optionalText("do").flatMap(text -> action(text, scope));
        Optional<Duration> warning = fields.optionalText("warn").flatMap(text -> warning(text, action));
        Verdict verdict = fields.optionalText("verdict")
                .flatMap(text -> verdict(text, action))
                .orElse(action.isPresent() ? Verdict.STUCK : Verdict.NOTICED);
        Mode mode = fields.optionalText("mode")
                .flatMap(text -> fields.oneOf(text, MODES))
                .orElse(Mode.SHADOW);
        Limits limits = fields.optional("limits").flatMap(this::limits).orElse(Limits.NONE);
        if (problems.size() > before) {
            return Optional.empty();
        }
        Fingerprint hash = warning.isEmpty()
                ? hash(id, scope, where, when, holdFor, action)
                : hash(id, scope, where, when, holdFor, action, warning);
        return Optional.of(
                new Rule(id, summary, scope, where, when, holdFor, action, warning, verdict, mode, limits, hash));
    }

    /// It stands in the reason of each command, behind the rule's id.
    private static String summary(String text) {
        if (text.strip().length() > LONGEST_SUMMARY) {
            throw new IllegalArgumentException("at most " + LONGEST_SUMMARY
                    + " characters: users and auditors read it; keep the rest in a comment");
        }
        return text.strip();
    }

    private static String id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "not an id: lower-case letters, digits and dashes, at most 63, a letter first");
        }
        if (text.equals(OPERATOR)) {
            throw new IllegalArgumentException("operator is what people's own kills are called; choose another id");
        }
        if (text.equals(PROBE)) {
            throw new IllegalArgumentException("probe is what questions to peers are called; choose another id");
        }
        if (HARMLESS.contains(text)) {
            throw new IllegalArgumentException(text + " is what people's own requests are called; choose another id");
        }
        return text;
    }

    private Optional<Duration> warning(ScalarNode text, Optional<Action> action) {
        Optional<Duration> ahead = fields.parsed(text, HumanDuration::parse);
        if (action.filter(a -> a == Action.DROP || a == Action.CLOSE).isEmpty()) {
            fields.problem(text, "`warn` goes with do: drop or do: close; to warn and end nothing is do: warn");
        }
        if (ahead.filter(w -> !w.isPositive() || w.compareTo(Guard.LONGEST_WARNING) > 0)
                .isPresent()) {
            fields.problem(text, "a warning is given 1s to 60s ahead");
        }
        return ahead;
    }

    private List<Condition> conditions(ScalarNode text, Scope scope) {
        Conditions compiler = Conditions.of(scope);
        List<Complaint> complaints = compiler.check(text.getValue());
        complaints.forEach(complaint -> problems.add(source.in(text, complaint.offset(), complaint.message())));
        return complaints.isEmpty() ? compiler.compile(text.getValue()) : List.of();
    }

    private Optional<Action> action(ScalarNode text, Scope scope) {
        if (LATER.contains(text.getValue())) {
            fields.problem(
                    text, text.getValue() + " is not in this version; report, warn, close, drop and restart-sshd are");
            return Optional.empty();
        }
        Optional<Action> action = fields.oneOf(text, ACTIONS).flatMap(meant -> meant);
        boolean restarts = action.filter(Action.RESTART_SSHD::equals).isPresent();
        if (action.isPresent() && !restarts && scope == Scope.HOST) {
            fields.problem(text, "a host can't be ended; a rule on a host reports, or restarts sshd");
        }
        if (restarts && scope != Scope.HOST) {
            fields.problem(text, "sshd is a host's; a rule on a host restarts it");
        }
        if (action.filter(Action.CLOSE::equals).isPresent() && scope == Scope.CONNECTION) {
            fields.problem(text, "a connection is dropped; a rule on a session closes");
        }
        return action;
    }

    private Optional<Verdict> verdict(ScalarNode text, Optional<Action> action) {
        Optional<Verdict> verdict = fields.oneOf(text, VERDICTS);
        if (action.isPresent() && verdict.filter(Verdict.NOTICED::equals).isPresent()) {
            fields.problem(text, "what is only noticed can't be ended; a rule that ends it says stuck");
        }
        return verdict;
    }

    private Optional<Limits> limits(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            fields.problem(node, "`limits` is written {perHost: 2/10m, fleet: 50/10m}");
            return Optional.empty();
        }
        Fields limits = new Fields(mapping, List.of("perHost", "fleet"), source, problems);
        return Optional.of(new Limits(allowance(limits, "perHost"), allowance(limits, "fleet")));
    }

    private static Optional<Allowance> allowance(Fields limits, String key) {
        return limits.optionalText(key).flatMap(text -> limits.parsed(text, RuleEntry::allowance));
    }

    private static Allowance allowance(String text) {
        var matcher = ALLOWANCE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a limit: write how many and in what time, as in 2/10m");
        }
        return new Allowance(Integer.parseInt(matcher.group(1)), HumanDuration.parse(matcher.group(2)));
    }

    /// The summary and the mode are not in it: a rule put to work goes on with what it found in shadow.
    private static Fingerprint hash(Object... parts) {
        return Fingerprint.of(Arrays.stream(parts)
                .map(part -> String.valueOf(part instanceof List<?> list ? texts(list) : part))
                .toList());
    }

    private static List<String> texts(List<?> conditions) {
        return conditions.stream()
                .map(part -> part instanceof Condition condition ? condition.text() : "")
                .toList();
    }

    /// In the order in which people should read them.
    @SafeVarargs
    private static <T> Map<String, T> words(Map.Entry<String, T>... entries) {
        Map<String, T> words = new LinkedHashMap<>();
        for (Map.Entry<String, T> entry : entries) {
            words.put(entry.getKey(), entry.getValue());
        }
        return words;
    }
}
