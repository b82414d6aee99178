package io.hangup.cli.view;

import io.hangup.cli.text.Column;
import io.hangup.cli.text.Text;
import io.hangup.protocol.finding.Finding;
import java.time.Instant;
import java.util.List;

/// The stuck-session feed as a table.
public final class StuckView {
    private StuckView() {}

    /// @param asOf when the rows were read, on the controller's clock
    public static List<Column<Finding>> columns(Instant asOf) {
        return List.of(
                Column.of("VERDICT", 9, f -> Words.verdict(f.verdict())),
                Column.of("FOR", 8, f -> Words.age(f.since(), asOf)),
                Column.of("HOST", 2, f -> Text.of(f.target().host().value())),
                new Column<>("USER", 7, 8, f -> Words.orDash(f.subject().user())),
                new Column<>("TTY", 5, 7, f -> Words.orDash(f.subject().terminal())),
                new Column<>("PEER", 4, 15, f -> Words.orDash(f.subject().peer())),
                Column.of("RULE", 3, f -> Text.of(f.rule())),
                new Column<>("RUNS", 0, 0, f -> Words.orDash(f.subject().command())),
                Column.of("MODE", 0, f -> Text.of(Words.of(f.mode()))),
                new Column<>("DONE", 6, 14, f -> Text.of(Words.progress(f.progress()))),
                Column.of("ID", 9, f -> Text.of(f.id().value())),
                Column.of("SUMMARY", 0, f -> Text.of(f.summary())));
    }
}
