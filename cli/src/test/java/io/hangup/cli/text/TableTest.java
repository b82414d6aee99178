package io.hangup.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private record Row(String id, String name, String note) {}

    private static final List<Column<Row>> COLUMNS = List.of(
            new Column<>("NAME", 7, 4, r -> Text.of(r.name())),
            Column.of("NOTE", 3, r -> Text.of(r.note())),
            Column.of("ID", 9, r -> Text.of(r.id())),
            Column.of("EXTRA", 0, r -> Text.of("extra")));

    private static final List<Row> ROWS =
            List.of(new Row("web-1:9c1e", "alexandra", "something"), new Row("db-1:77", "王小明", ""));

    @Test
    void alignsColumnsByWhatTheyTakeOnATerminal() {
        List<Text> lines = Table.fitted(COLUMNS, ROWS, Table.UNLIMITED);

        assertThat(lines.stream().map(Text::plain))
                .containsExactly(
                        "NAME       NOTE       ID", "alexandra  something  web-1:9c1e", "王小明                db-1:77");
    }

    @Test
    void dropsTheColumnWorthLeastWhereTheTerminalIsNarrow() {
        List<Text> lines = Table.fitted(COLUMNS, ROWS, 22);

        assertThat(lines.stream().map(Text::plain))
                .containsExactly("NAME       ID", "alexandra  web-1:9c1e", "王小明     db-1:77");
    }

    @Test
    void cutsBeforeItDropsAndSaysSo() {
        List<Text> lines = Table.fitted(COLUMNS, ROWS, 18);

        assertThat(lines.stream().map(Text::plain)).containsExactly("NAME    ID", "alexa…  web-1:9c1e", "王小明  db-1:77");
    }

    @Test
    void neverCutsWhatMustStay() {
        List<Text> lines = Table.fitted(COLUMNS, ROWS, 5);

        assertThat(lines.stream().map(Text::plain)).containsExactly("ID", "web-1:9c1e", "db-1:77");
    }

    @Test
    void showsEverythingWhenWide() {
        List<Text> lines = Table.wide(COLUMNS, ROWS.subList(0, 1));

        assertThat(lines.getLast().plain()).isEqualTo("alexandra  something  web-1:9c1e  extra");
    }
}
