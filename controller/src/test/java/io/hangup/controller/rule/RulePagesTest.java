package io.hangup.controller.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A rule without a page is not shipped, and a page tells of the rule as it is.
class RulePagesTest {
    private static final Path PAGES = Path.of("../docs/rules");
    private static final List<String> HEADINGS = List.of(
            "## What it proves",
            "## What it cannot",
            "## How it could be wrong",
            "## What to look at by hand",
            "## What is left behind");
    private static final Pattern FACT = Pattern.compile("`((?:host|connection|session)\\.[\\w.]+)`");

    @Test
    void everyShippedRuleHasItsPageAndEveryPageItsRule() throws IOException {
        List<String> rules = Written.shipped().stream()
                .map(rule -> rule.id() + ".md")
                .sorted()
                .toList();

        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()).sorted())
                    .containsExactlyElementsOf(rules);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aPageAnswersTheSameQuestionsInOneOrder(String rule) {
        List<String> lines = page(rule).lines().toList();

        assertThat(lines.getFirst()).isEqualTo("# " + rule);
        assertThat(lines.stream().filter(line -> line.startsWith("#")).skip(1)).containsExactlyElementsOf(HEADINGS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aPageNamesWhatItsRuleRestsOnAndNoFactThatIsNone(String rule) {
        List<String> used = Written.shipped().stream()
                .filter(one -> one.id().equals(rule))
                .flatMap(one -> one.when().stream())
                .flatMap(condition -> condition.facts().stream())
                .map(Fact::name)
                .toList();

        List<String> named = FACT.matcher(page(rule))
                .results()
                .map((MatchResult fact) -> fact.group(1))
                .toList();

        assertThat(named).containsAll(used);
        assertThat(Vocabulary.byName().keySet()).containsAll(named);
    }

    static Stream<String> rules() {
        return Written.shipped().stream().map(Rule::id);
    }

    private static String page(String rule) {
        try {
            return Files.readString(PAGES.resolve(rule + ".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
