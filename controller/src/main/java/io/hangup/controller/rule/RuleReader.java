package io.hangup.controller.rule;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Reads a rules file and collects every problem on the way.
final class RuleReader {
    private static final String START = "a rules file starts with `rules:`";

    private final SourceText source;
    private final String yaml;
    private final List<RuleProblem> problems = new ArrayList<>();

    RuleReader(String fileName, String yaml) {
        this.source = new SourceText(fileName, yaml);
        this.yaml = yaml;
    }

    RuleFile read() {
        List<Rule> rules = root().map(this::rules).orElse(List.of());
        return problems.isEmpty()
                ? new RuleFile.Good(rules)
                : new RuleFile.Bad(problems.stream()
                        .sorted(Comparator.comparingInt(RuleProblem::line).thenComparingInt(RuleProblem::column))
                        .toList());
    }

    private Optional<Node> root() {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            if (root == null) {
                problems.add(source.top("the file is empty; " + START));
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String message = "not YAML: " + e.getProblem();
            problems.add(mark == null ? source.top(message) : source.at(mark, message));
        } catch (YAMLException e) {
            problems.add(source.top("not YAML: " + e.getMessage()));
        }
        return Optional.empty();
    }

    private List<Rule> rules(Node root) {
        if (!(root instanceof MappingNode mapping)) {
            problems.add(source.at(root.getStartMark(), START));
            return List.of();
        }
        Fields fields = new Fields(mapping, List.of("rules"), source, problems);
        Optional<Node> list = fields.required("rules", "the list of rules");
        if (list.isEmpty()) {
            return List.of();
        }
        if (!(list.get() instanceof SequenceNode sequence)) {
            problems.add(source.at(list.get().getStartMark(), "`rules` is a list: start each rule with `- id:`"));
            return List.of();
        }
        return rules(sequence);
    }

    private List<Rule> rules(SequenceNode sequence) {
        List<Rule> rules = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Node node : sequence.getValue()) {
            if (node instanceof MappingNode mapping) {
                new RuleEntry(mapping, source, problems).read().ifPresent(rules::add);
                id(mapping).ifPresent(id -> unique(id, lines));
            } else {
                problems.add(source.at(node.getStartMark(), "not a rule: a rule starts with `- id:`"));
            }
        }
        return rules;
    }

    private void unique(ScalarNode id, Map<String, Integer> lines) {
        Integer before = lines.putIfAbsent(id.getValue(), id.getStartMark().getLine() + 1);
        if (before != null) {
            problems.add(
                    source.at(id.getStartMark(), "there is a rule " + id.getValue() + " already, in line " + before));
        }
    }

    private static Optional<ScalarNode> id(MappingNode rule) {
        for (NodeTuple entry : rule.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key
                    && key.getValue().equals("id")
                    && entry.getValueNode() instanceof ScalarNode id) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }
}
