package io.hangup.protocol.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hangup.protocol.config.Draft.Fault;
import io.hangup.protocol.config.Draft.Place;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import org.yaml.snakeyaml.nodes.Tag;

/// Reads YAML beside the type it is meant for: notes where everything is, and finds keys that are unknown, missing or
/// doubled and values of the wrong shape, all of them in one go.
final class Outline {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, String> renamedKeys;
    private final Map<String, Place> places = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<Node> met = Collections.newSetFromMap(new IdentityHashMap<>());

    private Outline(Map<String, String> renamedKeys) {
        this.renamedKeys = renamedKeys;
    }

    static Draft of(String text, Type type, Map<String, String> renamedKeys) {
        var outline = new Outline(renamedKeys);
        JsonNode tree = outline.read(text, type);
        return new Draft(tree, outline.places, outline.faults);
    }

    private JsonNode read(String text, Type type) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root != null && !isNull(root)) {
                return walk(root, type, "");
            }
            ObjectNode empty = NODES.objectNode();
            if (Shape.of(type) instanceof Shape.Keys(Map<String, Shape.Key> keys)) {
                missing(empty, keys, "").ifPresent(m -> fault(Place.START, "the file is empty; it needs: " + m));
            }
            return empty;
        } catch (MarkedYAMLException e) {
            fault(place(e), "not YAML: " + e.getProblem() + "; see to indentation (spaces only), quotes and brackets");
        } catch (YAMLException e) {
            fault(
                    Place.START,
                    "not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "; see to odd characters");
        }
        return NODES.nullNode();
    }

    private JsonNode walk(Node node, Type type, String path) {
        if (!met.add(node)) {
            fault(places.getOrDefault(path, place(node)), "an alias (*) is not read here; write the value out");
            return NODES.nullNode();
        }
        places.putIfAbsent(path, place(node));
        Shape shape = Shape.of(type);
        return switch (node) {
            case MappingNode mapping
            when shape instanceof Shape.Keys(Map<String, Shape.Key> keys) -> record(mapping, keys, path);
            case MappingNode mapping when shape instanceof Shape.Table(Type value) -> table(mapping, value, path);
            case SequenceNode sequence
            when shape instanceof Shape.Several(Type element) -> list(sequence, element, path);
            case ScalarNode scalar
            when shape instanceof Shape.One && !isNull(scalar) -> TextNode.valueOf(scalar.getValue());
            default -> {
                fault(places.getOrDefault(path, place(node)), isNull(node) ? Wanted.NOTHING : Wanted.instead(shape));
                yield NODES.nullNode();
            }
        };
    }

    private JsonNode record(MappingNode mapping, Map<String, Shape.Key> keys, String path) {
        ObjectNode read = NODES.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = name(tuple.getKeyNode());
            Shape.Key key = keys.get(name);
            if (key == null) {
                fault(place(tuple.getKeyNode()), unknown(name, below(path, name), keys));
            } else {
                put(read, name, tuple, key.type(), below(path, name));
            }
        }
        missing(read, keys, path).ifPresent(m -> fault(places.getOrDefault(path, place(mapping)), "missing: " + m));
        return read;
    }

    private JsonNode table(MappingNode mapping, Type value, String path) {
        ObjectNode read = NODES.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = name(tuple.getKeyNode());
            if (isNull(tuple.getValueNode())) {
                fault(place(tuple.getKeyNode()), Wanted.NOTHING);
            }
            put(read, name, tuple, value, below(path, name));
        }
        return read;
    }

    private JsonNode list(SequenceNode sequence, Type element, String path) {
        ArrayNode read = NODES.arrayNode();
        for (Node node : sequence.getValue()) {
            read.add(walk(node, element, path + "[" + read.size() + "]"));
        }
        return read;
    }

    private void put(ObjectNode into, String name, NodeTuple tuple, Type type, String path) {
        if (places.containsKey(path)) {
            fault(place(tuple.getKeyNode()), "'" + name + "' is here a second time; keep one of the two");
            return;
        }
        places.put(path, place(tuple.getKeyNode()));
        if (!isNull(tuple.getValueNode())) { // a key without a value is a key that was left out
            into.set(name, walk(tuple.getValueNode(), type, path));
        }
    }

    private Optional<String> missing(ObjectNode read, Map<String, Shape.Key> keys, String path) {
        String names = keys.entrySet().stream()
                .filter(e -> e.getValue().required() && !read.has(e.getKey()))
                .map(e -> below(path, e.getKey()))
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(names + "; add " + (names.contains(",") ? "them" : "it"));
    }

    private String unknown(String name, String path, Map<String, Shape.Key> keys) {
        String renamed = renamedKeys.get(path.replaceAll("\\[\\d+]", ""));
        if (renamed != null) {
            return "'" + path + "' has a new name; write " + renamed;
        }
        return "unknown key '" + name + "'; "
                + Spelling.nearest(name, keys.keySet())
                        .map(n -> "did you mean " + n + "?")
                        .orElseGet(() -> "known here: " + String.join(", ", keys.keySet()));
    }

    private void fault(Place at, String what) {
        faults.add(new Fault(at, what));
    }

    private static String name(Node key) {
        return key instanceof ScalarNode scalar ? scalar.getValue() : "?";
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static Place place(Node node) {
        return place(node.getStartMark());
    }

    /// Where it went wrong; where it began when the file ended in the middle of it.
    private static Place place(MarkedYAMLException thrown) {
        boolean ended = thrown.getProblem() != null && thrown.getProblem().contains("end of stream");
        return place(ended && thrown.getContextMark() != null ? thrown.getContextMark() : thrown.getProblemMark());
    }

    private static Place place(@Nullable Mark mark) {
        return mark == null ? Place.START : new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
