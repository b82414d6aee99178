package io.hangup.protocol.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import java.util.stream.Collectors;

/// Makes one short, harmless line of what a reader threw: `connections[3].tcp: what is wrong`.
final class Complaint {
    private static final int LONGEST = 300;

    private Complaint() {}

    static String of(Throwable thrown) {
        String path = thrown instanceof JsonMappingException mapping ? path(mapping.getPath()) : "";
        String why = why(thrown);
        return harmless(path.isEmpty() ? why : path + ": " + why);
    }

    private static String why(Throwable thrown) {
        if (thrown instanceof ValueInstantiationException && thrown.getCause() != null) {
            return why(thrown.getCause());
        }
        String message =
                thrown instanceof JsonProcessingException json ? json.getOriginalMessage() : thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }

    private static String path(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : "." + r.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    /// Text without control characters and not too long, whoever wrote it.
    private static String harmless(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
