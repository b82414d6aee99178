package io.hangup.trials.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Documents outlive the code that they speak of. Whatever they name must exist: types and their members, files that
/// they link to.
class DocumentsTest {
    private static final Path ROOT = root();
    private static final Pattern QUOTED = Pattern.compile("`([A-Z][A-Za-z]*[a-z][A-Za-z]*)(?:[.#](\\w+))?(?:\\(\\))?`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern DECLARED =
            Pattern.compile("\\b(?:class|record|interface|enum|@interface) ([A-Z]\\w*)");

    private static final Map<String, String> SOURCES = sources();
    private static final Set<String> OF_OTHERS = ofOthers();

    @ParameterizedTest
    @MethodSource("documents")
    void namesOnlyTypesThatExist(Path document) throws IOException {
        List<String> unknown = found(QUOTED, document)
                .filter(name -> !exists(name))
                .map(MatchResult::group)
                .toList();

        assertThat(unknown)
                .as("%s: types that are neither ours nor in words-of-others.txt", document)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksOnlyToWhatIsThere(Path document) throws IOException {
        List<String> broken = found(LINK, document)
                .map(link -> link.group(1))
                .filter(link -> !URI.create(link).isAbsolute() && !link.startsWith("#"))
                .filter(link -> !Files.exists(ROOT.resolve(document).resolveSibling(link.replaceFirst("#.*", ""))))
                .toList();

        assertThat(broken).as("%s: links that lead nowhere", document).isEmpty();
    }

    @Test
    void looksAtAllDocuments() {
        assertThat(documents()).hasSizeGreaterThan(15).contains(Path.of("README.md"), Path.of("docs/design/wire.md"));
        assertThat(SOURCES).containsKeys("HostSnapshot", "DocumentsTest").hasSizeGreaterThan(400);
    }

    @Test
    void listsNoWordOfOthersThatIsOurs() {
        assertThat(OF_OTHERS).doesNotContainAnyElementsOf(SOURCES.keySet()).isNotEmpty();
    }

    static List<Path> documents() {
        try (Stream<Path> all = Stream.of(
                        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "deploy", "docs")
                .map(ROOT::resolve)
                .flatMap(DocumentsTest::below)) {
            return all.filter(file -> file.toString().endsWith(".md"))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static boolean exists(MatchResult name) {
        String source = SOURCES.get(name.group(1));
        if (source == null) {
            return OF_OTHERS.contains(name.group(1));
        }
        return name.group(2) == null || source.matches("(?s).*\\b" + name.group(2) + "\\b.*");
    }

    private static Stream<MatchResult> found(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(ROOT.resolve(document))).results();
    }

    // Every declared type, nested ones too, with the text of its file.
    private static Map<String, String> sources() {
        Map<String, String> sources = new HashMap<>();
        Stream.of("agent", "broker", "cli", "controller", "protocol", "trials")
                .flatMap(module -> below(ROOT.resolve(module).resolve("src")))
                .filter(file -> file.toString().endsWith(".java"))
                .map(DocumentsTest::text)
                .forEach(text -> DECLARED.matcher(text)
                        .results()
                        .forEach(type -> sources.merge(type.group(1), text, String::concat)));
        return sources;
    }

    private static Set<String> ofOthers() {
        return text(ROOT.resolve("trials/src/test/resources/io/hangup/trials/architecture/words-of-others.txt"))
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> below(Path place) {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("ARCHITECTURE.md"))
                ? here
                : here.resolve("..").normalize();
    }
}
