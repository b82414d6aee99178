package io.hangup.protocol.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        return switch (thrown) {
            case ValueInstantiationException made when made.getCause() != null -> why(made.getCause());
            case InvalidTypeIdException kind when kind.getTypeId() == null -> "kind is missing";
            case InvalidTypeIdException kind -> "unknown kind '" + kind.getTypeId() + "': upgrade this reader";
            case UnrecognizedPropertyException _ -> "unknown, and here every field must be known";
            case InvalidNullException _ -> "missing";
            case MismatchedInputException mismatch -> why(mismatch);
            case JsonProcessingException json -> said(json.getOriginalMessage(), json);
            default -> said(thrown.getMessage(), thrown);
        };
    }

    /// Jackson names its own settings and our classes; what is needed is what the reader of a log wants to know.
    private static String why(MismatchedInputException mismatch) {
        String said = said(mismatch.getOriginalMessage(), mismatch);
        if (said.startsWith("Missing required creator property") || said.startsWith("Null value for creator")) {
            return "missing";
        }
        return said.startsWith("Cannot ") ? needed(mismatch.getTargetType()) + " is needed here" : said;
    }

    private static String needed(@Nullable Class<?> type) {
        if (type == null || type == String.class) {
            return "a string";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(c -> Kebab.ofConstant(((Enum<?>) c).name()))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive()) {
            return "a whole number";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String said(@Nullable String message, Throwable thrown) {
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
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
