package io.hangup.broker;

import org.jspecify.annotations.Nullable;

/// What [Main] says to whoever started it: facts on the one stream, refusals on the other.
final class Printer {
    private Printer() {}

    static void say(String line) {
        System.out.println(line);
    }

    static void complain(@Nullable String line) {
        System.err.println(line);
    }
}
