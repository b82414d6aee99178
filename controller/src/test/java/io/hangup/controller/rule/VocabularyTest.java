package io.hangup.controller.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    @Test
    void theTableInTheDocumentIsTheVocabulary() throws IOException {
        List<String> rows = Vocabulary.facts().stream().map(VocabularyTest::row).toList();

        List<String> document = Files.readAllLines(Path.of("../docs/design/rules.md"));

        assertThat(document.stream().filter(line -> line.matches("\\| `(host|connection|session)\\..*")))
                .containsExactlyElementsOf(rows);
    }

    private static String row(Vocabulary.FactDoc fact) {
        String values = fact.values().isEmpty() ? "" : ": `" + String.join("`, `", fact.values()) + "`";
        return "| `" + fact.name() + "` | " + fact.type() + " | " + fact.doc() + values + " |";
    }
}
