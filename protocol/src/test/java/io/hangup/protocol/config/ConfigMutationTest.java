package io.hangup.protocol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Breaks a good file at random: each time a record or a list of problems comes back, and nothing is thrown.
class ConfigMutationTest {
    private static final long SEED = Long.getLong("seed", 20_261_122);
    private static final int ROUNDS = Integer.getInteger("rounds", 5_000);

    private static final List<String> POISON = List.of(
            "\n",
            " ",
            "  ",
            ":",
            "- ",
            "- - - ",
            "&a ",
            "*a",
            "&a [*a]",
            "<<: *a",
            "? [x]",
            "!!java.net.URL ",
            "|",
            ">",
            "{",
            "[",
            "'",
            "\"",
            "#",
            "---\n",
            "%YAML 9.9\n",
            "~",
            "\t",
            "\"\\u0000\"",
            "\"\\e[2J\": 1",
            "é",
            "999999999999",
            ".inf");

    @Test
    void answersWhateverTheFileSays() throws IOException {
        String good = Files.readString(Path.of("src", "test", "resources", "config", "config.good.full.yaml"));
        var random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            String mutant = mutate(mutate(good, random), random);

            Loaded<Example> loaded = ConfigFile.parse("mutant.yaml", mutant, Example.class, Example.RENAMED);

            if (loaded instanceof Loaded.Bad<Example>(List<String> problems)) {
                assertThat(problems)
                        .as("seed %d round %d:\n%s", SEED, round, mutant)
                        .isNotEmpty()
                        .allMatch(p -> p.matches("mutant\\.yaml:\\d+:\\d+: [^\\p{Cc}]{3,1000}"));
            }
        }
    }

    private static String mutate(String text, Random random) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(8));
        String instead = random.nextInt(4) == 0 ? "" : POISON.get(random.nextInt(POISON.size()));
        return text.substring(0, from) + instead + text.substring(to);
    }
}
