package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.finding.Verdict;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    static Set<String> commands() {
        var screen = Screen.of(Map.of());
        return Main.hangup(new Context(screen, Map.of()), InstantSource.system())
                .getSubcommands()
                .keySet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h", "help"})
    void beginsWithWhatToType(String argument) {
        Run run = argument.isEmpty() ? Run.of(Map.of()) : Run.of(Map.of(), argument);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo(HangupCommand.text());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void namesEveryCommandAndEachHasItsOwnHelp(String command) {
        Run run = Run.of(Map.of(), command, "--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Usage: hangup " + command);
        if (!command.equals("help")) {
            assertThat(HangupCommand.text()).contains("./hangup " + command);
        }
    }

    @Test
    void completesCommandsInBash() {
        Run run = Run.of(Map.of(), "completion", "bash");

        assertThat(run.out()).contains("complete").contains("sessions").contains("--no-agent");
    }

    @Test
    void offersEveryVerdictThatThereIs() {
        String words = Stream.of(Verdict.values())
                .map(verdict -> verdict.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));

        Run help = Run.of(Map.of(), "stuck", "--help");
        Run completion = Run.of(Map.of(), "completion", "bash");

        assertThat(help.out()).contains(words);
        assertThat(completion.out()).contains(words.replace(", ", "\" \""));
    }

    @Test
    void saysWhichVersionItIs() {
        Run run = Run.of(Map.of(), "version");

        assertThat(run.out()).startsWith("hangup 0.").contains("Java 25");
    }
}
