package io.hangup.protocol.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which schema versions can be read: every minor of our own major.
final class Schema {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
    private static final int MAJOR = major(Wire.SCHEMA).orElseThrow();

    private Schema() {}

    /// Why a value of this version can't be read; empty when it can.
    static Optional<String> refusal(@Nullable String schema) {
        if (schema == null) {
            return Optional.of("no schema header");
        }
        Optional<Integer> major = major(schema);
        if (major.isEmpty()) {
            return Optional.of("the schema header is not a version such as " + Wire.SCHEMA);
        }
        if (major.get() == MAJOR) {
            return Optional.empty();
        }
        return Optional.of("schema " + schema + ", and this reader knows " + MAJOR + ".x: upgrade "
                + (major.get() > MAJOR ? "this reader" : "what wrote it"));
    }

    private static Optional<Integer> major(String schema) {
        Matcher matcher = VERSION.matcher(schema);
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }
}
