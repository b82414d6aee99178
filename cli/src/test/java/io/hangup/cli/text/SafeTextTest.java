package io.hangup.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.protocol.wire.Wire;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SafeTextTest {
    static Stream<String> nastyOnes() {
        return Nasty.CORPUS.stream();
    }

    @ParameterizedTest
    @MethodSource("nastyOnes")
    void showsWhatATerminalWouldObey(String nasty) {
        String shown = SafeText.visible(nasty);

        assertThat(shown.codePoints()).noneMatch(Nasty::acts);
        assertThat(shown).contains("\\u{");
    }

    @ParameterizedTest
    @MethodSource("nastyOnes")
    void changesNothingTheSecondTime(String nasty) {
        String once = SafeText.visible(nasty);

        assertThat(SafeText.visible(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("nastyOnes")
    void leavesAsciiOnlyForATerminalWithoutUtf8(String nasty) {
        String shown = SafeText.ascii("…" + nasty + "é");

        assertThat(shown.codePoints()).allMatch(c -> c >= ' ' && c <= '~');
    }

    @ParameterizedTest
    @MethodSource("nastyOnes")
    void keepsTheExactValueInJson(String nasty) throws Exception {
        String document = Wire.json().createObjectNode().put("user", nasty).toPrettyString();

        String safe = SafeText.json(document);

        assertThat(safe.codePoints().filter(c -> c != '\n')).noneMatch(Nasty::acts);
        JsonNode read = Wire.json().readTree(safe);
        assertThat(read.path("user").textValue()).isEqualTo(nasty);
    }

    @Test
    void leavesOrdinaryTextOfAnyScriptAlone() {
        String ordinary = "Zoë 王小明 Ольга مريم 🙂 a-b_c$ \"x\" <b>&amp;</b>";

        assertThat(SafeText.visible(ordinary)).isEqualTo(ordinary);
    }

    @Test
    void writesTheCodePointInBraces() {
        assertThat(SafeText.visible("a\u001b[31mb")).isEqualTo("a\\u{1b}[31mb");
    }
}
