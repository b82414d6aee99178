package io.hangup.protocol.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Says what should stand where something else does.
final class Wanted {
    static final String NOTHING = "no value; write one after the colon or take the line out";

    private Wanted() {}

    static String instead(Shape shape) {
        return switch (shape) {
            case Shape.Keys(var keys) -> "keys are needed here; write some of: " + String.join(", ", keys.keySet());
            case Shape.Table _ -> "names and values are needed here; write lines such as  name: value";
            case Shape.Several _ -> "a list is needed here; write each value on its own line after a dash";
            case Shape.One _ -> "one value is needed here; write it after the colon";
        };
    }

    /// What to write for a value of a type.
    static String value(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", ", "write one of: ", ""));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "write true or false";
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type)
                ? "write a whole number"
                : "write another value";
    }
}
