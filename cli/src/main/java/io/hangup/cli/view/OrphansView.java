package io.hangup.cli.view;

import io.hangup.cli.text.Column;
import io.hangup.cli.text.Text;
import io.hangup.protocol.feed.OrphanRow;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// Processes that outlived their login as a table.
public final class OrphansView {
    private OrphansView() {}

    /// @param asOf when the rows were read, on the controller's clock
    public static List<Column<OrphanRow>> columns(Instant asOf) {
        return List.of(
                Column.of("ID", 9, r -> Text.of(r.id())),
                Column.of("HOST", 2, r -> Text.of(r.host().value())),
                new Column<>("USER", 8, 8, r -> Text.of(r.orphan().account().name())),
                Column.of("KEPT BY", 7, r -> Text.of(Words.of(r.orphan().kept()))),
                Column.of("AGE", 6, r -> Words.age(r.orphan().since(), asOf)),
                new Column<>("RUNS", 9, 8, r -> Text.of(r.orphan().process().command())),
                Column.of(
                        "PID",
                        9,
                        r -> Text.of(Integer.toString(r.orphan().process().pid()))),
                Column.of("STATE", 3, r -> Text.of(Words.of(r.orphan().process().state()))),
                Column.of("LOGIN", 0, r -> Words.orDash(login(r.orphan().auditSession()))));
    }

    private static String login(OptionalLong audit) {
        return audit.isPresent() ? Long.toString(audit.getAsLong()) : "";
    }
}
