package io.hangup.cli.view;

import io.hangup.cli.text.Column;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.feed.ControlRow;
import io.hangup.protocol.snapshot.Control;
import io.hangup.protocol.snapshot.Control.Effect;
import java.time.Instant;
import java.util.List;

/// The settings that ought to end sessions as a table for an auditor.
public final class AuditView {
    private AuditView() {}

    /// @param asOf when the rows were read, on the controller's clock
    public static List<Column<ControlRow>> columns(Instant asOf) {
        return List.of(
                Column.of("WORKS", 9, r -> effect(r.control().effect())),
                Column.of("HOST", 9, r -> Text.of(r.host().value())),
                Column.of("CONTROL", 9, r -> Text.of(r.control().name())),
                new Column<>("WHERE", 4, 8, r -> Text.of(r.control().where())),
                Column.of("FOR", 5, r -> Words.age(r.control().since(), asOf)),
                Column.of("DRIFT", 6, r -> drift(r)),
                new Column<>("SET", 8, 10, r -> Words.orDash(r.control().value())),
                new Column<>(
                        "WHAT REALLY HAPPENS", 7, 30, r -> Text.of(r.control().meaning())),
                Column.of("SINCE", 0, r -> Text.of(r.control().since().toString())),
                Column.of("BEFORE", 0, r -> Words.orDash(before(r.control()))),
                Column.of("ASKED FOR BY", 0, r -> Words.orDash(String.join("; ", r.standards()))));
    }

    private static String before(Control control) {
        return control.before().orElse("");
    }

    private static Text effect(Effect effect) {
        return switch (effect) {
            case WORKS -> Text.of("yes", Tone.GOOD);
            case PARTLY -> Text.of("partly", Tone.DOUBT);
            case NONE -> Text.of("no", Tone.BAD);
            case UNKNOWN -> Text.of("unknown", Tone.DOUBT);
        };
    }

    private static Text drift(ControlRow row) {
        return row.drifted()
                ? Text.of(row.control().inForce() ? "weaker" : "not in force", Tone.BAD)
                : Words.orDash("");
    }
}
