package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.command.Authority;
import io.hangup.protocol.command.Plan;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// That no record and no constant is forgotten in the golden files.
class GoldenCoverageTest {
    /// What a host or a controller makes for itself and never sends.
    private static final Set<Class<?>> KEPT = Set.of(Plan.class, Authority.Automatic.class, Authority.Approved.class);

    private static final List<String> PACKAGES = List.of("session", "snapshot", "finding", "command", "feed");

    @Test
    void everyRecordIsInAGoldenFile() throws Exception {
        Set<Class<?>> met = new HashSet<>();

        Golden.all().forEach(g -> meet(g.value(), met));

        assertThat(met)
                .as("records of io.hangup.protocol that occur in a value of Golden.all()")
                .containsAll(classes().stream()
                        .filter(Class::isRecord)
                        .filter(type -> !KEPT.contains(type))
                        .toList());
    }

    @Test
    void everyConstantIsInAGoldenFile() throws Exception {
        Map<String, Object> constants = new TreeMap<>();
        classes().stream().filter(Class::isEnum).forEach(e -> constants.put(nested(e), e.getEnumConstants()));
        String now = GoldenFile.pretty(constants);

        String file = GoldenFile.text("constants", now);

        assertThat(now)
                .withFailMessage(() -> GoldenFile.difference("constants", file, now))
                .isEqualTo(file);
    }

    @Test
    void looksAtAllOfTheRecords() throws Exception {
        assertThat(classes().stream().filter(Class::isRecord)).hasSizeGreaterThanOrEqualTo(55);
        assertThat(classes().stream().filter(Class::isEnum)).hasSizeGreaterThanOrEqualTo(18);
    }

    // Two enums may have one simple name: Banner.Answer and PeerProbe.Answer.
    private static String nested(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    private static void meet(Object value, Set<Class<?>> met) {
        switch (value) {
            case Optional<?> optional -> optional.ifPresent(v -> meet(v, met));
            case Collection<?> several -> several.forEach(v -> meet(v, met));
            case Record it -> {
                met.add(it.getClass());
                Arrays.stream(it.getClass().getRecordComponents()).forEach(c -> meet(component(it, c), met));
            }
            default -> {}
        }
    }

    private static Object component(Record it, RecordComponent component) {
        try {
            return component.getAccessor().invoke(it);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Set<Class<?>> classes() throws IOException, ReflectiveOperationException {
        Path root = Path.of("target", "classes", "io", "hangup", "protocol");
        Set<Class<?>> classes = new HashSet<>();
        for (String folder : PACKAGES) {
            try (var files = Files.list(root.resolve(folder))) {
                for (Path file :
                        files.filter(f -> !f.endsWith("package-info.class")).toList()) {
                    String name = file.getFileName().toString().replace(".class", "");
                    classes.add(Class.forName("io.hangup.protocol." + folder + "." + name));
                }
            }
        }
        return classes.stream()
                .sorted(Comparator.comparing(Class::getName))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
