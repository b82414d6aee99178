package io.hangup.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final List<Text> TITLE = lines("title", "");
    private static final List<Text> TABLE = lines("HEADING", "a", "b", "c", "d");
    private static final List<Text> NEWS = lines("", "new", "old");

    @Test
    void showsAllWhereItFits() {
        assertThat(fitted(11)).containsExactly("title", "", "HEADING", "a", "b", "c", "d", "", "new", "old");
    }

    @Test
    void cutsTheTableSoThatTheLastLineOfTheTerminalStaysFree() {
        assertThat(fitted(10)).containsExactly("title", "", "HEADING", "a", "b", "and 2 more", "", "new", "old");
    }

    @Test
    void leavesTheNewsOutBeforeTheTableIsGone() {
        assertThat(fitted(8)).containsExactly("title", "", "HEADING", "a", "b", "c", "d");
        assertThat(fitted(7)).containsExactly("title", "", "HEADING", "a", "b", "and 2 more");
    }

    @Test
    void keepsTheTitleOnATerminalOfNoHeight() {
        assertThat(fitted(2)).containsExactly("title");
        assertThat(fitted(0)).containsExactly("title");
    }

    private static List<String> fitted(int rows) {
        return Frame.fitted(TITLE, TABLE, NEWS, rows).stream().map(Text::plain).toList();
    }

    private static List<Text> lines(String... lines) {
        return Stream.of(lines).map(Text::of).toList();
    }
}
