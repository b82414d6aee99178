package io.hangup.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.cli.text.Column;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Records of the audit as a table.
public final class AuditLogView {
    private AuditLogView() {}

    /// A record as JSON; an empty document when it is none.
    public static JsonNode tree(byte[] value) {
        try {
            JsonNode tree = Wire.json().readTree(value);
            return tree == null || !tree.isObject() ? Wire.json().createObjectNode() : tree;
        } catch (IOException e) {
            return Wire.json().createObjectNode();
        }
    }

    public static List<Column<JsonNode>> columns() {
        return List.of(
                Column.of("NO", 7, r -> text(r, "/metadata/sequence")),
                Column.of("TIME", 8, AuditLogView::time),
                Column.of("WHAT", 9, AuditLogView::what),
                Column.of("CAME TO", 8, r -> text(r, "/status_code")),
                new Column<>("WHO", 5, 10, AuditLogView::who),
                Column.of("HOST", 4, r -> text(r, "/device/hostname")),
                Column.of("PID", 0, r -> text(r, "/process/pid")),
                new Column<>("IN WORDS", 9, 30, r -> text(r, "/message")),
                Column.of("FINDING", 0, r -> text(r, "/metadata/correlation_uid")),
                Column.of("COMMAND", 0, r -> text(r, "/command_uid")),
                Column.of("WHY", 0, r -> text(r, "/status_detail")));
    }

    private static Text what(JsonNode record) {
        String code = record.at("/metadata/event_code").asText();
        return code.isEmpty() ? Text.of("foreign", Tone.BAD) : Text.of(code);
    }

    private static Text who(JsonNode record) {
        String person = record.at("/actor/user/name").asText();
        String rule = record.at("/policy/uid").asText()
                + record.at("/finding_info/analytic/uid").asText();
        return Words.orDash(person.isEmpty() ? rule : person);
    }

    private static Text time(JsonNode record) {
        JsonNode time = record.path("time");
        return time.canConvertToLong() && time.asLong() > 0
                ? Text.of(
                        Instant.ofEpochMilli(Math.min(time.asLong(), 1L << 47)).toString())
                : Words.orDash("");
    }

    private static Text text(JsonNode record, String pointer) {
        return Words.orDash(record.at(pointer).asText());
    }
}
