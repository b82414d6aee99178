package io.hangup.controller.rule;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.function.Function;

/// One thing that a rule can speak of.
///
/// @param name dotted, as written in a rule
/// @param scope the widest rule that can use it
/// @param values all that it can be; empty when that is open
record Fact(String name, Kind kind, Scope scope, List<String> values, String doc, Function<Sight, Seen> look) {
    /// What a fact is to CEL.
    enum Kind {
        STRING("string", SimpleType.STRING),
        INT("int", SimpleType.INT),
        BOOL("bool", SimpleType.BOOL),
        DURATION("duration", SimpleType.DURATION),
        LABELS("map(string, string)", MapType.create(SimpleType.STRING, SimpleType.STRING));

        private final String shown;
        private final CelType type;

        Kind(String shown, CelType type) {
            this.shown = shown;
            this.type = type;
        }

        String shown() {
            return shown;
        }

        CelType type() {
            return type;
        }
    }

    /// Whether a rule of this scope can use it.
    boolean in(Scope rule) {
        return scope.compareTo(rule) <= 0;
    }
}
