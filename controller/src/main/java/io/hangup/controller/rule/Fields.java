package io.hangup.controller.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/// The keys of one YAML mapping, each known and written once.
final class Fields {
    private final MappingNode mapping;
    private final List<String> known;
    private final SourceText source;
    private final List<RuleProblem> problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    Fields(MappingNode mapping, List<String> known, SourceText source, List<RuleProblem> problems) {
        this.mapping = mapping;
        this.known = known;
        this.source = source;
        this.problems = problems;
        mapping.getValue().forEach(this::take);
    }

    private void take(NodeTuple entry) {
        Node keyNode = entry.getKeyNode();
        String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!known.contains(key)) {
            problem(keyNode, "unknown key " + key + Nearest.hint(key, known));
        } else if (values.putIfAbsent(key, entry.getValueNode()) != null) {
            problem(keyNode, "`" + key + "` is written twice");
        }
    }

    Optional<Node> required(String key, String what) {
        Optional<Node> node = optional(key);
        if (node.isEmpty()) {
            problem(mapping, "`" + key + "` is missing: " + what);
        }
        return node;
    }

    Optional<Node> optional(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Optional<ScalarNode> requiredText(String key, String what) {
        return required(key, what).flatMap(node -> text(key, node));
    }

    Optional<ScalarNode> optionalText(String key) {
        return optional(key).flatMap(node -> text(key, node));
    }

    private Optional<ScalarNode> text(String key, Node node) {
        if (node instanceof ScalarNode scalar && scalar.getTag().startsWith(Tag.PREFIX)) {
            if (!scalar.getValue().isBlank()) {
                return Optional.of(scalar);
            }
            problem(node, "`" + key + "` is empty");
        } else {
            problem(node, "`" + key + "` is text: put it in quotes when it starts with one of ! & * [ {");
        }
        return Optional.empty();
    }

    /// Reads a value; a refusal becomes a problem at its spot.
    <T> Optional<T> parsed(ScalarNode scalar, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(scalar.getValue()));
        } catch (IllegalArgumentException e) {
            problem(scalar, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// A value that must be one of a few words.
    <T> Optional<T> oneOf(ScalarNode scalar, Map<String, T> words) {
        T meant = words.get(scalar.getValue());
        if (meant == null) {
            problem(
                    scalar,
                    scalar.getValue() + " is none of " + String.join(", ", words.keySet())
                            + Nearest.hint(scalar.getValue(), words.keySet()));
        }
        return Optional.ofNullable(meant);
    }

    void problem(Node node, String message) {
        problems.add(source.at(node.getStartMark(), message));
    }
}
