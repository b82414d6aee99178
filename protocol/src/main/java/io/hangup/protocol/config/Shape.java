package io.hangup.protocol.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a type wants of the file: keys, a list, or one value.
sealed interface Shape {
    /// Known keys; their order is the record's.
    record Keys(Map<String, Key> keys) implements Shape {}

    /// Keys that the writer chooses.
    record Table(Type value) implements Shape {}

    record Several(Type element) implements Shape {}

    record One() implements Shape {}

    /// One key of [Keys].
    record Key(Type type, boolean required) {}

    static Shape of(Type type) {
        Class<?> raw = raw(type);
        if (raw.isRecord() && !isText(raw)) {
            return new Keys(keys(raw));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return new Table(argument(type, 1));
        }
        return Collection.class.isAssignableFrom(raw) ? new Several(argument(type, 0)) : new One();
    }

    private static Map<String, Key> keys(Class<?> type) {
        Map<String, Key> keys = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            keys.put(component.getName(), key(component.getGenericType()));
        }
        return keys;
    }

    private static Key key(Type type) {
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            return new Key(argument(type, 0), false);
        }
        return new Key(type, raw != OptionalInt.class && raw != OptionalLong.class && raw != OptionalDouble.class);
    }

    /// Whether a record is written as one value: it has a static `parse(String)`, or `value` as its only component.
    private static boolean isText(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return Arrays.stream(type.getMethods()).anyMatch(m -> m.getName().equals("parse") && m.getReturnType() == type)
                || (components.length == 1
                        && components[0].getName().equals("value")
                        && components[0].getType() == String.class);
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> c -> c;
            case ParameterizedType p -> raw(p.getRawType());
            default -> Object.class;
        };
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType p ? p.getActualTypeArguments()[index] : Object.class;
    }
}
