package io.hangup.protocol.wire;

import java.util.Locale;

/// Names as they are written in JSON and YAML: lower case with dashes.
final class Kebab {
    private Kebab() {}

    /// `PRE_AUTH` becomes `pre-auth`.
    static String ofConstant(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// `NoPty` becomes `no-pty`.
    static String ofType(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
